#pragma once

#include <cstring>

#include "compiler/ast.h"
#include "runtime/roots.h"

// What both directions of the conversion between trees and Python objects need; see
// interpreter/ast_objects.h.

namespace pyro::interpreter {

// The names under which Python shows the position of a LocatedNode, and where the struct holds
// them.
struct PositionField {
  const char* name;
  int32_t ast::LocatedNode::* member;
  bool is_start;  // always required
};
constexpr PositionField kPositionFields[] = {
    {"lineno", &ast::LocatedNode::lineno, true},
    {"col_offset", &ast::LocatedNode::col_offset, true},
    {"end_lineno", &ast::LocatedNode::end_lineno, false},
    {"end_col_offset", &ast::LocatedNode::end_col_offset, false},
};

// The module `_ast`, imported if need be.
RawObject import_ast_module(Thread* thread);
// One of its tuples: "_node_classes" or "_shared_nodes".
RawObject ast_module_tuple(Thread* thread, const char* name);
// Where the members of an enum start in _shared_nodes.
int first_shared_node(const ast::EnumDescriptor* members);

// Counts levels of nodes, of which some number is allowed per level of Python code.
class TreeDepth {
 public:
  TreeDepth(Thread* thread, word levels_per_frame);
  // False if one more level would be too deep; else call leave() afterwards.
  bool enter();
  void leave() { depth_--; }

 private:
  Thread* thread_;
  word depth_;
  word limit_;
};

template <typename T>
T read_field(const void* node, size_t offset) {
  T value;
  std::memcpy(&value, static_cast<const char*>(node) + offset, sizeof value);
  return value;
}
template <typename T>
void write_field(void* node, size_t offset, T value) {
  std::memcpy(static_cast<char*>(node) + offset, &value, sizeof value);
}

}  // namespace pyro::interpreter
