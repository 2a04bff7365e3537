mod arguments;
mod mistakes;
mod shapes;
