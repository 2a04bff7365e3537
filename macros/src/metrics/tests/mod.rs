mod conflicts;
mod groups;
mod mistakes;
mod parameters;
mod settings;
mod shapes;
