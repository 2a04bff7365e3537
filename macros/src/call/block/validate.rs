//! Rules about marked blocks, one function each; those about a single function are left to the macro on it.

use quote::quote;

use super::{
    args::Inherited,
    attribute::Own,
    item::{Block, Item, Kind},
    token,
};
use crate::{
    call::{Instrument, args::Args, validate},
    diag::Diagnostics,
};

pub(crate) fn marked(instrument: &Instrument, args: &Args, item: &Item, diag: &mut Diagnostics) {
    validate::skip_has_a_block_around_it(instrument, args, diag);
    block_is_marked_once(instrument, item.own().next(), diag);
    block_has_braces(instrument, item, diag);
    if let Kind::Block(block) = &item.kind {
        self::block(instrument, &Inherited::default(), args, block, diag);
    }
}

/// A block with an attribute.
fn block(instrument: &Instrument, inherited: &Inherited, own: &Args, block: &Block, diag: &mut Diagnostics) {
    arguments(instrument, inherited, own, block, diag);
    function_is_of_one_function(own, diag);
    something_is_marked(instrument, block, diag);
    items(instrument, &inherited.with(own), &block.items, diag);
}

fn items(instrument: &Instrument, inherited: &Inherited, items: &[Item], diag: &mut Diagnostics) {
    for item in items {
        skip_stands_alone(item, diag);
        match (&item.kind, item.own().next()) {
            (Kind::Block(block), None) => self::items(instrument, inherited, &block.items, diag),
            (Kind::Block(block), Some(own)) => {
                self::block(instrument, inherited, &own.args, block, diag);
                block_is_marked_once(instrument, item.own().nth(1), diag);
            }
            _ => {}
        }
    }
}

/// The rules of the arguments hold of all that reach the functions, wherever they were written.
fn arguments(
    instrument: &Instrument,
    inherited: &Inherited,
    own: &Args,
    block: &Block,
    diag: &mut Diagnostics,
) {
    if inherited.arguments.is_empty() {
        return reported(instrument, own, block, diag);
    }
    // What is wrong in the outer arguments would be reported again.
    if diag.is_empty() {
        let together = inherited.with(own).arguments;
        let together = Args::parse(instrument, quote!(#(#together),*), diag);
        reported(instrument, &together, block, diag);
    }
}

fn reported(instrument: &Instrument, args: &Args, block: &Block, diag: &mut Diagnostics) {
    if !all_have_names(&block.items) {
        validate::own_family_needs_a_name(instrument, args, diag);
    }
    validate::arguments_in_themselves(args, diag);
}

/// Whether no function takes the name from the block around these items.
fn all_have_names(items: &[Item]) -> bool {
    items.iter().all(|item| {
        let has_name = item.own().next().is_some() && item.own().all(|own| own.args.name.key().is_some());
        match &item.kind {
            Kind::Function(function) => has_name || !item.is_recorded(function),
            Kind::Block(block) => has_name || all_have_names(&block.items),
            Kind::Other => true,
        }
    })
}

/// With two attributes it would not be known which of them the arguments of a method belong to.
fn block_is_marked_once(instrument: &Instrument, again: Option<&Own>, diag: &mut Diagnostics) {
    if let Some(Own { word, .. }) = again {
        let message = format_args!(
            "`{}` stands on this block twice: keep one of them, and give both to each method that needs two",
            instrument.word
        );
        diag.error(word, message);
    }
}

/// What stands in another file isn't seen.
fn block_has_braces(instrument: &Instrument, item: &Item, diag: &mut Diagnostics) {
    let Some(keyword) = token::block_keyword(&item.head) else { return };
    if item.own().next().is_none() && matches!(item.kind, Kind::Other) {
        let word = instrument.word;
        let message =
            format_args!("`{word}` sees no functions in this `{keyword}`: mark them where they stand");
        diag.error(keyword, message);
    }
}

/// An attribute that does nothing is a mistake.
fn something_is_marked(instrument: &Instrument, block: &Block, diag: &mut Diagnostics) {
    if !is_any_recorded(&block.items) {
        let (word, keyword) = (instrument.word, &block.keyword);
        let message = format_args!(
            "`{word}` finds no function in this `{keyword}` that it can mark: write one with a body, or remove `#[{word}]`"
        );
        diag.error(keyword, message);
    }
}

fn is_any_recorded(items: &[Item]) -> bool {
    items.iter().any(|item| match &item.kind {
        Kind::Function(function) => item.is_recorded(function),
        Kind::Block(block) => is_any_recorded(&block.items),
        Kind::Other => false,
    })
}

/// Methods that share one value of the label could not be told apart.
fn function_is_of_one_function(own: &Args, diag: &mut Diagnostics) {
    if let Some(key) = own.function.key() {
        diag.error(key, "`function` renames one function: write it on that method, not on the block");
    }
}

/// What is left out has no use for other arguments.
fn skip_stands_alone(item: &Item, diag: &mut Diagnostics) {
    let count: usize = item.own().map(|own| own.args.written.len().max(1)).sum();
    if let Some(key) = item.own().find_map(|own| own.args.skip.key()).filter(|_| count > 1) {
        diag.error(
            key,
            "`skip` leaves this out, so nothing else belongs beside it: remove the rest, or `skip`",
        );
    }
}
