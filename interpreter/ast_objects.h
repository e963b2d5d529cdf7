#pragma once

#include "compiler/arena.h"
#include "compiler/ast.h"
#include "runtime/operations.h"
#include "runtime/thread.h"

// Between the compiler's tree and instances of the classes in the module `_ast`.
//
// Both directions are written against the descriptors of compiler/ast.h, so that no class of node
// is treated on its own. The Python side has two tuples that name its classes in the order of the
// C++ side: `_ast._node_classes` by NodeKind, and
// `_ast._shared_nodes` with the one instance of each class without fields (Load(), Add() ...) by
// enum and member. Nothing is kept between conversions, so whoever replaces attributes of the
// module `ast` does not confuse the compiler.

namespace pyro::interpreter {

// The tree as Python objects, as compile(..., PyCF_ONLY_AST) gives it. Error: RecursionError for
// trees that are too deep.
RawObject tree_to_objects(Thread* thread, const ast::Mod* tree);

// Is the value an instance of _ast.AST? Error if the module cannot be imported.
Truth is_tree_object(Thread* thread, const Object& value);

// A tree in `arena` made from instances of _ast's classes: what has to be a `mod` by the mode of
// compile(). Null with TypeError or ValueError pending if a field is missing or of the wrong type.
// Values are not checked here: see compiler/tree_validator.h.
ast::Mod* tree_from_objects(Thread* thread, Arena& arena, const Object& value,
                            const char* wanted_class);

}  // namespace pyro::interpreter
