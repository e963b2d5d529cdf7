#include <type_traits>
#include <vector>

#include "interpreter/ast_classes.h"
#include "interpreter/ast_objects.h"
#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/set.h"
#include "runtime/str.h"

namespace pyro::interpreter {

namespace {

using ast::ClassDescriptor;
using ast::ConstantKind;
using ast::ConstantValue;
using ast::FieldDescriptor;
using ast::FieldType;
using ast::Quantifier;

// Builds nodes; every function returns false with an exception pending on failure.
class TreeMaker {
 public:
  TreeMaker(Thread* thread, Arena& arena)
      : thread_(thread),
        arena_(arena),
        depth_(thread, 1),
        classes_(thread, ast_module_tuple(thread, "_node_classes")),
        shared_(thread, classes_->is_error() ? RawObject::error()
                                             : ast_module_tuple(thread, "_shared_nodes")) {}

  bool failed() const { return shared_->is_error(); }
  // A node of the group or the product `type_name`; null for None where a group is wanted.
  bool node(const Object& value, const char* type_name, ast::Node** result);

 private:
  // The kind of the value's class among the members of a group, or of the product; -1 if there is
  // none.
  int kind_of(const Object& value, const char* type_name);
  ast::Node* make(int kind);
  bool fill(const Object& value, ast::Node* node);
  bool field(const Object& value, const ClassDescriptor& owner, const FieldDescriptor& field,
             ast::Node* node);
  bool position(const Object& value, const char* owner, ast::LocatedNode* node);
  bool item(const Object& value, const ClassDescriptor& owner, const FieldDescriptor& field,
            void* place);
  template <typename T>
  bool sequence(const Object& value, const ClassDescriptor& owner, const FieldDescriptor& field,
                ast::Node* node);
  bool is_missing(const Object& value, const ClassDescriptor& owner, const FieldDescriptor& field);

  bool identifier(const Object& value, Identifier* result);
  bool string(const Object& value, bool is_optional, std::string_view* result);
  bool number(const Object& value, int32_t* result);
  bool member(const Object& value, const FieldDescriptor& field, uint8_t* result);
  bool constant(const Object& value, ConstantValue* result);
  bool integer_constant(const Object& value, ConstantValue* result);
  bool items_constant(const Object& value, ConstantValue* result);

  Thread* thread_;
  Arena& arena_;
  TreeDepth depth_;
  Object classes_;
  Object shared_;
};

bool same(const char* a, const char* b) { return std::string_view(a) == b; }

bool belongs(const ClassDescriptor& descriptor, const char* type_name) {
  return same(descriptor.is_product ? descriptor.name : descriptor.base, type_name);
}

int TreeMaker::kind_of(const Object& value, const char* type_name) {
  RawObject type = type_of(thread_, *value);
  for (int kind = 0; kind < ast::kNodeKindCount; kind++) {
    if (tuple_at(*classes_, kind) == type) {
      return belongs(ast::descriptor_of(static_cast<ast::NodeKind>(kind)), type_name) ? kind : -1;
    }
  }
  for (int kind = 0; kind < ast::kNodeKindCount; kind++) {
    if (belongs(ast::descriptor_of(static_cast<ast::NodeKind>(kind)), type_name) &&
        is_subtype_NoGC(type, tuple_at(*classes_, kind))) {
      return kind;
    }
  }
  return -1;
}

ast::Node* TreeMaker::make(int kind) {
  return ast::make_node(arena_, static_cast<ast::NodeKind>(kind));
}

bool TreeMaker::node(const Object& value, const char* type_name, ast::Node** result) {
  *result = nullptr;
  // Products are taken by their fields alone, whatever class the object has.
  int product = -1;
  const ast::GroupDescriptor* group = nullptr;
  for (const ast::GroupDescriptor& candidate : ast::group_descriptors()) {
    if (same(candidate.name, type_name)) group = &candidate;
  }
  for (int kind = 0; group == nullptr && kind < ast::kNodeKindCount; kind++) {
    if (belongs(ast::descriptor_of(static_cast<ast::NodeKind>(kind)), type_name)) product = kind;
  }
  if (product >= 0) {
    *result = make(product);
    if (!fill(value, *result)) return false;
    return !ast::descriptor_of((*result)->node_kind).is_located ||
           position(value, type_name, static_cast<ast::LocatedNode*>(*result));
  }
  if (value->is_none()) return true;
  ast::LocatedNode where{};
  if (group->is_located && !position(value, type_name, &where)) return false;
  int kind = kind_of(value, type_name);
  if (kind < 0) {
    raise_type_error(thread_, "expected some sort of %s, but got %R", type_name, &value);
    return false;
  }
  *result = make(kind);
  if (group->is_located) {
    auto* located = static_cast<ast::LocatedNode*>(*result);
    for (const PositionField& position : kPositionFields)
      located->*position.member = where.*position.member;
  }
  return fill(value, *result);
}

bool TreeMaker::fill(const Object& value, ast::Node* node) {
  const ClassDescriptor& owner = ast::descriptor_of(node->node_kind);
  if (!depth_.enter()) {
    raise(thread_, Exc::kRecursionError,
          "maximum recursion depth exceeded while traversing '%s' node",
          owner.is_product ? owner.name : owner.base);
    return false;
  }
  for (int i = 0; i < owner.field_count; i++) {
    if (!field(value, owner, owner.fields[i], node)) return false;
  }
  depth_.leave();
  return true;
}

bool TreeMaker::position(const Object& value, const char* owner, ast::LocatedNode* node) {
  node->end_lineno = node->end_col_offset = 0;
  Object found(thread_, RawObject::none());
  Object name(thread_, RawObject::none());
  for (const PositionField& position : kPositionFields) {
    name = intern_ascii(thread_, position.name);
    found = find_attribute(thread_, value, name);
    if (found->is_error()) return false;
    bool is_required = position.is_start || same(owner, "pattern");
    if (found->is_unbound() && is_required) {
      raise_type_error(thread_, "required field \"%s\" missing from %s", position.name, owner);
      return false;
    }
    if (!is_required && (found->is_unbound() || found->is_none())) {
      bool is_line = position.member == &ast::LocatedNode::end_lineno;
      node->*position.member = is_line ? node->lineno : node->col_offset;
    } else if (!number(found, &(node->*position.member))) {
      return false;
    }
  }
  return true;
}

bool TreeMaker::is_missing(const Object& value, const ClassDescriptor& owner,
                           const FieldDescriptor& field) {
  if (value->is_unbound()) {
    raise_type_error(thread_, "required field \"%s\" missing from %s", field.name, owner.name);
    return true;
  }
  bool is_nothing =
      value->is_none() && (field.type == FieldType::Node || field.type == FieldType::Identifier);
  if (!is_nothing || field.quantifier != Quantifier::One) return false;
  for (const ast::GroupDescriptor& group : ast::group_descriptors()) {
    if (field.type == FieldType::Identifier || same(group.name, field.type_name)) {
      raise_value_error(thread_, "field '%s' is required for %s", field.name, owner.name);
      return true;
    }
  }
  return false;
}

bool TreeMaker::field(const Object& value, const ClassDescriptor& owner,
                      const FieldDescriptor& field, ast::Node* node) {
  Object name(thread_, intern_ascii(thread_, field.name));
  Object found(thread_, find_attribute(thread_, value, name));
  if (found->is_error()) return false;
  if (field.quantifier == Quantifier::Optional && (found->is_unbound() || found->is_none()))
    return true;
  if (is_missing(found, owner, field)) return false;
  if (field.quantifier == Quantifier::One || field.quantifier == Quantifier::Optional) {
    return item(found, owner, field, reinterpret_cast<char*>(node) + field.offset);
  }
  if (!is_heap_list(*found)) {
    raise_type_error(thread_, "%s field \"%s\" must be a list, not a %T", owner.name, field.name,
                     &found);
    return false;
  }
  if (field.type == FieldType::Identifier) return sequence<Identifier>(found, owner, field, node);
  if (field.type == FieldType::Enum) return sequence<uint8_t>(found, owner, field, node);
  return sequence<ast::Node*>(found, owner, field, node);
}

template <typename T>
bool TreeMaker::sequence(const Object& value, const ClassDescriptor& owner,
                         const FieldDescriptor& field, ast::Node* node) {
  List list(thread_, *value);
  word length = list->length();
  std::vector<T> items;
  Object source(thread_, RawObject::none());
  for (word i = 0; i < length; i++) {
    source = list_at(*list, i);
    T converted{};
    if (!item(source, owner, field, &converted)) return false;
    if (list->length() != length) {
      raise(thread_, Exc::kRuntimeError, "%s field \"%s\" changed size during iteration",
            owner.name, field.name);
      return false;
    }
    items.push_back(converted);
  }
  write_field(node, field.offset, arena_.copy_span(items));
  return true;
}

bool TreeMaker::item(const Object& value, const ClassDescriptor& owner,
                     const FieldDescriptor& field, void* place) {
  switch (field.type) {
    case FieldType::Node: {
      if (!depth_.enter()) {
        raise(thread_, Exc::kRecursionError,
              "maximum recursion depth exceeded while traversing '%s' node",
              owner.is_product || same(owner.base, "mod") ? owner.name : owner.base);
        return false;
      }
      depth_.leave();
      ast::Node* child;
      if (!node(value, field.type_name, &child)) return false;
      write_field(place, 0, child);
      return true;
    }
    case FieldType::Identifier:
      return identifier(value, static_cast<Identifier*>(place));
    case FieldType::String:
      return string(value, field.quantifier == Quantifier::Optional,
                    static_cast<std::string_view*>(place));
    case FieldType::Constant:
      return constant(value, static_cast<ConstantValue*>(place));
    case FieldType::Int:
      return number(value, static_cast<int32_t*>(place));
    case FieldType::Enum:
      return member(value, field, static_cast<uint8_t*>(place));
  }
  return true;
}

bool TreeMaker::identifier(const Object& value, Identifier* result) {
  if (!is_exact_str(*value)) {
    raise_type_error(thread_, "AST identifier must be of type str");
    return false;
  }
  *result = arena_.intern(str_to_utf8_NoGC(*value));
  return true;
}

bool TreeMaker::string(const Object& value, bool is_optional, std::string_view* result) {
  if (is_optional && value->is_none()) return true;
  if (is_exact_str(*value)) {
    *result = arena_.copy_text(str_to_utf8_NoGC(*value));
    return true;
  }
  if (is_exact_bytes(*value)) {
    RawObject raw = *value;
    *result = arena_.copy_text(bytes_data(raw));
    return true;
  }
  raise_type_error(thread_, "AST string must be of type str");
  return false;
}

bool TreeMaker::number(const Object& value, int32_t* result) {
  word wide;
  if (!is_int(*value)) {
    raise_value_error(thread_, "invalid integer value: %R", &value);
    return false;
  }
  if (!int_to_word_NoGC(int_value_of(*value), &wide) || wide != static_cast<int32_t>(wide)) {
    raise(thread_, Exc::kOverflowError, "Python int too large to convert to C int");
    return false;
  }
  *result = static_cast<int32_t>(wide);
  return true;
}

bool TreeMaker::member(const Object& value, const FieldDescriptor& field, uint8_t* result) {
  int first = first_shared_node(field.members);
  RawObject type = type_of(thread_, *value);
  for (int i = 0; i < field.members->member_count; i++) {
    if (is_subtype_NoGC(type, type_of(thread_, tuple_at(*shared_, first + i)))) {
      *result = static_cast<uint8_t>(i);
      return true;
    }
  }
  raise_type_error(thread_, "expected some sort of %s, but got %R", field.type_name, &value);
  return false;
}

// --- constants

bool TreeMaker::integer_constant(const Object& value, ConstantValue* result) {
  result->kind = ConstantKind::Int;
  result->negative = int_sign_NoGC(*value) < 0;
  Object magnitude(thread_, int_absolute(thread_, *value));
  uint64_t small;
  if (int_to_uint64_NoGC(*magnitude, &small)) {
    result->is_small = true;
    result->small = small;
    return true;
  }
  RawObject digits = int_to_prefixed_text(thread_, *magnitude, 16);
  if (digits.is_error()) return false;
  result->base = 16;
  result->text = arena_.copy_text(str_to_utf8_NoGC(digits).substr(2));
  return true;
}

bool TreeMaker::items_constant(const Object& value, ConstantValue* result) {
  std::vector<ConstantValue> items;
  Object element(thread_, RawObject::none());
  if (is_exact_tuple(*value)) {
    result->kind = ConstantKind::Tuple;
    for (word i = 0; i < tuple_length(*value); i++) {
      element = tuple_at(*value, i);
      items.emplace_back();
      if (!constant(element, &items.back())) return false;
    }
  } else {
    result->kind = ConstantKind::FrozenSet;
    AnySet set(thread_, *value);
    word place = 0;
    RawObject raw;
    while (set_next_NoGC(*set, &place, &raw)) {
      element = raw;
      items.emplace_back();
      if (!constant(element, &items.back())) return false;
    }
  }
  result->items = arena_.copy_span(items);
  return true;
}

bool TreeMaker::constant(const Object& value, ConstantValue* result) {
  RawObject raw = *value;
  if (raw.is_none()) {
    result->kind = ConstantKind::None;
  } else if (raw.is_bool()) {
    result->kind = raw.is_true() ? ConstantKind::True : ConstantKind::False;
  } else if (raw == RawObject::ellipsis()) {
    result->kind = ConstantKind::Ellipsis;
  } else if (raw.is_small_int() || is_heap_large_int(raw)) {
    return integer_constant(value, result);
  } else if (raw.is_immediate_float() || is_heap_boxed_float(raw)) {
    result->kind = ConstantKind::Float;
    result->real = float_value_of(raw);
  } else if (is_heap_complex(raw)) {
    result->kind = ConstantKind::Complex;
    result->real = raw.body<double>()[0];
    result->imaginary = raw.body<double>()[1];
  } else if (is_exact_str(raw)) {
    result->kind = ConstantKind::Str;
    result->is_ascii = str_data(raw).is_ascii();
    result->text = arena_.copy_text(str_to_utf8_NoGC(raw));
  } else if (is_exact_bytes(raw)) {
    result->kind = ConstantKind::Bytes;
    result->text = arena_.copy_text(bytes_data(raw));
  } else if (is_exact_tuple(raw) || layout_of(raw) == LayoutId::kFrozenset) {
    if (!depth_.enter()) {
      raise(thread_, Exc::kRecursionError, "maximum recursion depth exceeded during compilation");
      return false;
    }
    bool done = items_constant(value, result);
    depth_.leave();
    return done;
  } else {
    raise_type_error(thread_, "got an invalid type in Constant: %T", &value);
    return false;
  }
  return true;
}

}  // namespace

ast::Mod* tree_from_objects(Thread* thread, Arena& arena, const Object& value,
                            const char* wanted_class) {
  TreeMaker maker(thread, arena);
  if (maker.failed()) return nullptr;
  Object classes(thread, ast_module_tuple(thread, "_node_classes"));
  if (classes->is_error()) return nullptr;
  for (int kind = 0; kind < ast::kNodeKindCount; kind++) {
    if (!same(ast::descriptor_of(static_cast<ast::NodeKind>(kind)).name, wanted_class)) continue;
    if (is_subtype_NoGC(type_of(thread, *value), tuple_at(*classes, kind))) break;
    raise_type_error(thread, "expected %s node, got %T", wanted_class, &value);
    return nullptr;
  }
  ast::Node* tree;
  return maker.node(value, "mod", &tree) ? static_cast<ast::Mod*>(tree) : nullptr;
}

}  // namespace pyro::interpreter
