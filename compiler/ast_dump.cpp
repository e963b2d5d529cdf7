// dump(): Python's ast.dump(), written once against the descriptors.

#include <cstddef>

#include "compiler/ast.h"
#include "compiler/constant_repr.h"

namespace pyro::ast {

namespace {

// A chain of operators or attributes makes a tree as deep as it is long; what lies deeper than this
// is left out.
constexpr ptrdiff_t kMostNativeStack = 4 << 20;

class Dumper {
 public:
  explicit Dumper(bool include_attributes) : include_attributes_(include_attributes) {}

  void node(const Node* node) {
    ptrdiff_t used = stack_base_ - static_cast<char*>(__builtin_frame_address(0));
    if (used > kMostNativeStack) {
      out += "...";
      return;
    }
    const ClassDescriptor& descriptor = descriptor_of(node->node_kind);
    out += descriptor.name;
    out += '(';
    bool first = true;
    for (int i = 0; i < descriptor.field_count; i++) field(node, descriptor.fields[i], &first);
    if (include_attributes_ && descriptor.is_located)
      attributes(static_cast<const LocatedNode*>(node), &first);
    out += ')';
  }

  std::string out;

 private:
  template <typename T>
  static const T& at(const Node* node, size_t offset) {
    return *reinterpret_cast<const T*>(reinterpret_cast<const char*>(node) + offset);
  }

  void key(const char* name, bool* first) {
    if (!*first) out += ", ";
    *first = false;
    out += name;
    out += '=';
  }

  void attribute(const char* name, int value, bool* first) {
    key(name, first);
    out += std::to_string(value);
  }

  void attributes(const LocatedNode* node, bool* first) {
    attribute("lineno", node->lineno, first);
    attribute("col_offset", node->col_offset, first);
    attribute("end_lineno", node->end_lineno, first);
    attribute("end_col_offset", node->end_col_offset, first);
  }

  // An absent optional field is left out, as Python leaves out what equals the class's default.
  bool is_absent(const Node* node, const FieldDescriptor& field) {
    if (field.quantifier != Quantifier::Optional) return false;
    if (field.type == FieldType::Node || field.type == FieldType::Identifier) {
      return at<const void*>(node, field.offset) == nullptr;
    }
    if (field.type == FieldType::String)
      return at<std::string_view>(node, field.offset).data() == nullptr;
    return false;
  }

  void field(const Node* node, const FieldDescriptor& field, bool* first) {
    if (is_absent(node, field)) return;
    key(field.name, first);
    if (field.quantifier == Quantifier::One || field.quantifier == Quantifier::Optional) {
      value(reinterpret_cast<const char*>(node) + field.offset, field);
      return;
    }
    out += '[';
    size_t item_size = field.type == FieldType::Enum ? 1 : sizeof(void*);
    auto& items = at<Span<char>>(node, field.offset);
    for (uint32_t i = 0; i < items.size; i++) {
      if (i > 0) out += ", ";
      value(items.data + i * item_size, field);
    }
    out += ']';
  }

  void value(const char* place, const FieldDescriptor& field) {
    switch (field.type) {
      case FieldType::Node: {
        auto* child = *reinterpret_cast<Node* const*>(place);
        if (child == nullptr)
          out += "None";
        else
          node(child);
        break;
      }
      case FieldType::Identifier: {
        auto identifier = *reinterpret_cast<const Identifier*>(place);
        append_str_repr(identifier->text, &out);
        break;
      }
      case FieldType::String:
        append_str_repr(*reinterpret_cast<const std::string_view*>(place), &out);
        break;
      case FieldType::Constant:
        out += constant_repr(*reinterpret_cast<const ConstantValue*>(place));
        break;
      case FieldType::Int:
        out += std::to_string(*reinterpret_cast<const int32_t*>(place));
        break;
      case FieldType::Enum:
        out += field.members->members[static_cast<uint8_t>(*place)];
        out += "()";
        break;
    }
  }

  char* stack_base_ = static_cast<char*>(__builtin_frame_address(0));
  bool include_attributes_;
};

}  // namespace

std::string dump(const Node* node, bool include_attributes) {
  Dumper dumper(include_attributes);
  dumper.node(node);
  return std::move(dumper.out);
}

}  // namespace pyro::ast
