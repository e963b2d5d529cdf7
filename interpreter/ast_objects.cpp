#include "interpreter/ast_objects.h"

#include "compiler/constant_folding.h"
#include "interpreter/ast_classes.h"
#include "interpreter/code_objects.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

namespace pyro::interpreter {

RawObject import_ast_module(Thread* thread) {
  Object name(thread, intern_ascii(thread, "_ast"));
  Dict modules(thread, thread->runtime()->modules_dict());
  RawObject known = dict_get(thread, modules, name);
  if (!known.is_unbound() && !known.is_none()) return known;
  Object builtins(thread, thread->runtime()->builtins_module());
  Object import(thread, get_attribute(thread, builtins, Symbol::k__import__));
  if (import->is_error()) return *import;
  return call(thread, import, name);
}

RawObject ast_module_tuple(Thread* thread, const char* name) {
  Object module(thread, import_ast_module(thread));
  if (module->is_error()) return *module;
  Object key(thread, intern_ascii(thread, name));
  RawObject tuple = get_attribute(thread, module, key);
  if (tuple.is_error() || is_exact_tuple(tuple)) return tuple;
  return raise(thread, Exc::kSystemError, "the module _ast has been damaged");
}

int first_shared_node(const ast::EnumDescriptor* members) {
  int index = 0;
  for (const ast::EnumDescriptor& descriptor : ast::enum_descriptors()) {
    if (&descriptor == members) break;
    index += descriptor.member_count;
  }
  return index;
}

TreeDepth::TreeDepth(Thread* thread, word levels_per_frame)
    : thread_(thread),
      depth_(thread->recursion_depth * levels_per_frame),
      limit_(thread->runtime()->recursion_limit * levels_per_frame) {}

bool TreeDepth::enter() {
  char here;
  if (depth_ >= limit_) return false;
  if (thread_->native_stack_limit != nullptr && &here < thread_->native_stack_limit) return false;
  depth_++;
  return true;
}

namespace {

class ObjectMaker {
 public:
  explicit ObjectMaker(Thread* thread)
      : thread_(thread),
        depth_(thread, 3),
        classes_(thread, ast_module_tuple(thread, "_node_classes")),
        shared_(thread, classes_->is_error() ? RawObject::error()
                                             : ast_module_tuple(thread, "_shared_nodes")) {}

  bool failed() const { return shared_->is_error(); }
  RawObject node(const ast::Node* node);

 private:
  bool set(const Object& target, const char* name, const Object& value);
  RawObject field(const ast::Node* node, const ast::FieldDescriptor& field);
  // The value of a field, or of an item of a sequence, that lies at `place`.
  RawObject value(const void* place, const ast::FieldDescriptor& field);
  template <typename T>
  RawObject sequence(const ast::Node* node, const ast::FieldDescriptor& field);
  RawObject identifier(Identifier identifier);
  bool set_position(const Object& target, const ast::Node* node);

  Thread* thread_;
  TreeDepth depth_;
  Object classes_;
  Object shared_;
};

bool ObjectMaker::set(const Object& target, const char* name, const Object& value) {
  Object key(thread_, intern_ascii(thread_, name));
  return generic_set_attribute(thread_, target, key, value);
}

RawObject ObjectMaker::identifier(Identifier identifier) {
  if (identifier == nullptr) return RawObject::none();
  Object text(thread_, new_str(thread_, identifier->text));
  return intern(thread_, text);
}

RawObject ObjectMaker::value(const void* place, const ast::FieldDescriptor& field) {
  switch (field.type) {
    case ast::FieldType::Node:
      return node(read_field<const ast::Node*>(place, 0));
    case ast::FieldType::Identifier:
      return identifier(read_field<Identifier>(place, 0));
    case ast::FieldType::String: {
      std::string_view text = read_field<std::string_view>(place, 0);
      return text.data() == nullptr ? RawObject::none() : new_str(thread_, text);
    }
    case ast::FieldType::Constant:
      return make_constant(thread_,
                           compiler::to_constant(*static_cast<const ast::ConstantValue*>(place)));
    case ast::FieldType::Int:
      return RawObject::from_small_int(read_field<int32_t>(place, 0));
    case ast::FieldType::Enum:
      return tuple_at(*shared_, first_shared_node(field.members) + read_field<uint8_t>(place, 0));
  }
  return RawObject::none();
}

template <typename T>
RawObject ObjectMaker::sequence(const ast::Node* node, const ast::FieldDescriptor& field) {
  Span<T> items = read_field<Span<T>>(node, field.offset);
  List list(thread_, new_list(thread_, static_cast<word>(items.size)));
  Object item(thread_, RawObject::none());
  for (const T& source : items) {
    item = value(&source, field);
    if (item->is_error() || !list_append(thread_, list, item)) return RawObject::error();
  }
  return *list;
}

RawObject ObjectMaker::field(const ast::Node* node, const ast::FieldDescriptor& field) {
  bool is_sequence = field.quantifier == ast::Quantifier::Sequence ||
                     field.quantifier == ast::Quantifier::SequenceOfOptional;
  if (!is_sequence) return value(reinterpret_cast<const char*>(node) + field.offset, field);
  if (field.type == ast::FieldType::Identifier) return sequence<Identifier>(node, field);
  if (field.type == ast::FieldType::Enum) return sequence<uint8_t>(node, field);
  return sequence<const ast::Node*>(node, field);
}

bool ObjectMaker::set_position(const Object& target, const ast::Node* node) {
  Object number(thread_, RawObject::none());
  for (const PositionField& position : kPositionFields) {
    number =
        RawObject::from_small_int(static_cast<const ast::LocatedNode*>(node)->*position.member);
    if (!set(target, position.name, number)) return false;
  }
  return true;
}

RawObject ObjectMaker::node(const ast::Node* node) {
  if (node == nullptr) return RawObject::none();
  if (!depth_.enter()) {
    return raise(thread_, Exc::kRecursionError,
                 "maximum recursion depth exceeded during ast construction");
  }
  const ast::ClassDescriptor& descriptor = ast::descriptor_of(node->node_kind);
  RawObject cls = tuple_at(*classes_, static_cast<word>(node->node_kind));
  Layout layout(thread_, RawType::cast(cls).layout());
  Object result(thread_, new_instance(thread_, layout));
  Object item(thread_, RawObject::none());
  for (int i = 0; i < descriptor.field_count; i++) {
    item = field(node, descriptor.fields[i]);
    if (item->is_error() || !set(result, descriptor.fields[i].name, item))
      return RawObject::error();
  }
  if (descriptor.is_located && !set_position(result, node)) return RawObject::error();
  depth_.leave();
  return *result;
}

}  // namespace

Truth is_tree_object(Thread* thread, const Object& value) {
  if (!value->is_heap() || is_str(*value) || is_bytes(*value))
    return Truth::kFalse;  // the rule; spares the import
  Object module(thread, import_ast_module(thread));
  if (module->is_error()) return Truth::kError;
  Object name(thread, intern_ascii(thread, "AST"));
  Object base(thread, get_attribute(thread, module, name));
  return base->is_error() ? Truth::kError : is_instance(thread, value, base);
}

RawObject tree_to_objects(Thread* thread, const ast::Mod* tree) {
  ObjectMaker maker(thread);
  return maker.failed() ? RawObject::error() : maker.node(tree);
}

}  // namespace pyro::interpreter
