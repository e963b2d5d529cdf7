#pragma once

// The abstract syntax tree.
//
// The node classes are those of Python's `ast` module, declared once in compiler/ast.def; the build
// generates compiler/ast_nodes.h (C++ structs, one per class, field names as in Python) and
// compiler/ast_tables.cpp (descriptors). This header holds what they are made of and what walks
// over them.
//
// - Nodes are plain data in an Arena; there is no ownership and nothing refers to the Python heap,
// so that the same tree
//   serves parsing, conversion from and to Python objects (`compile(tree)`), and code generation.
// - A node starts with its `node_kind`. Nodes that Python gives positions derive from LocatedNode:
// `lineno` counts from 1,
//   `col_offset` is in UTF-8 bytes from 0, the end is exclusive.
// - An optional node or identifier is a null pointer. An optional string is a string_view whose
// data() is null.
// - Groups of classes without fields (operator, cmpop, expr_context ...) are enums: Operator::Add,
// ExprContext::Load.
// - Constants are values on their own (ConstantValue): the code generator turns them into heap
// objects, the parser cannot.
//
// The descriptor of a class (`descriptor_of(kind)`) lists its fields with type, quantifier and byte
// offset. What treats all classes alike (dump, `_ast`, comparison) is written once against
// descriptors instead of once per class.

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/arena.h"

namespace pyro::ast {

enum class ConstantKind : uint8_t {
  None,
  True,
  False,
  Ellipsis,
  Int,
  Float,
  Complex,
  Str,
  Bytes,
  Tuple,  // never made by the parser: these two come from Python objects and from constant folding
  FrozenSet,
};

// The value of a Constant or a MatchSingleton.
struct ConstantValue {
  ConstantKind kind = ConstantKind::None;

  // Int: whether `small` holds the value. If not, `text` has the digits in `base` (10 or 16),
  // without prefix, underscores or leading zeros. A negative int (only from Python objects) has
  // `negative` set.
  bool is_small = false;
  bool negative = false;
  uint8_t base = 10;
  // Str: whether every character is ASCII.
  bool is_ascii = false;

  union {
    uint64_t small = 0;  // Int
    double real;         // Float, Complex
  };
  double imaginary = 0;   // Complex
  std::string_view text;  // Int digits; Str in UTF-8 where lone surrogates are encoded like other
                          // code points; Bytes as they are
  Span<ConstantValue> items;  // Tuple, FrozenSet
};

enum class NodeKind : uint8_t;

struct Node {
  NodeKind node_kind;
};

struct LocatedNode : Node {
  int32_t lineno;
  int32_t col_offset;
  int32_t end_lineno;
  int32_t end_col_offset;
};

enum class FieldType : uint8_t { Node, Identifier, String, Constant, Int, Enum };
enum class Quantifier : uint8_t { One, Optional, Sequence, SequenceOfOptional };

struct EnumDescriptor {
  const char* name;            // "operator"
  const char* const* members;  // "Add", ...
  int member_count;
};

struct FieldDescriptor {
  const char* name;
  FieldType type;
  Quantifier quantifier;
  uint16_t offset;                // in bytes, from the start of the node
  const char* type_name;          // as in ast.def: "expr", "identifier", ...
  const EnumDescriptor* members;  // when type is Enum
};

struct ClassDescriptor {
  const char* name;  // "FunctionDef"
  const char* base;  // "stmt", or "AST" for a product
  bool is_product;
  bool is_located;
  const FieldDescriptor* fields;
  int field_count;
  const char* signature;  // "FunctionDef(identifier name, ...)"
};

// A group ("stmt") with the names of its classes, or an enum; for building the `_ast` module.
struct GroupDescriptor {
  const char* name;
  bool is_located;
  const char* const* members;
  int member_count;
  const char* signature;  // "stmt = FunctionDef(...) | ..."
};

const ClassDescriptor& descriptor_of(NodeKind kind);
Span<const GroupDescriptor> group_descriptors();
Span<const EnumDescriptor> enum_descriptors();

}  // namespace pyro::ast

#include "compiler/ast_nodes.h"

namespace pyro::ast {

// The text that Python's `ast.dump(node, include_attributes=...)` gives. Nodes that are nested too
// deeply for the native stack are shown as "...".
std::string dump(const Node* node, bool include_attributes);

// repr() of a constant, as Python prints it.
std::string constant_repr(const ConstantValue& value);

}  // namespace pyro::ast
