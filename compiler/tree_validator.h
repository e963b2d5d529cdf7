#pragma once

#include <string>

#include "compiler/ast.h"

namespace pyro::compiler {

// The parser only makes trees that the grammar allows; a tree that a program has put together may
// be anything that its classes allow. Looks for what the code generator must not meet: missing
// nodes, empty bodies, names in the wrong context, impossible positions. Returns the text of the
// ValueError to raise, empty if the tree is sound. What the language forbids beyond that (`return`
// outside a function) is the code generator's to say.
//
// A null Constant value cannot be told from None; required fields have been checked when the tree
// was made.
std::string validate_tree(const ast::Mod* tree);

}  // namespace pyro::compiler
