#include "runtime/struct_sequence.h"

#include <string>

#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

namespace {

constexpr word kFirstFieldWord = RawUserTuple::kWords;
enum : word { kReadOnlyMember = 1, kNativeMember = 2 };

word type_number(Thread* thread, const Object& type, Symbol name) {
  return type_dict_get(thread, *type, thread->runtime()->symbol(name)).small_int();
}

// The members of the type in order: a list of (name, member) pairs flattened.
RawObject named_fields(Thread* thread, const Object& type) {
  List fields(thread, new_list(thread));
  Dict dict(thread, RawType::cast(*type).dict());
  Object name(thread, RawObject::none());
  Object member(thread, RawObject::none());
  RawObject raw_name, raw_member;
  for (word position = 0; dict_next_NoGC(*dict, &position, &raw_name, &raw_member);) {
    if (!is_heap_member_descriptor(raw_member)) continue;
    name = raw_name;
    member = raw_member;
    if (!list_append(thread, fields, name) || !list_append(thread, fields, member))
      return RawObject::error();
  }
  return *fields;
}

word field_index_NoGC(RawObject member) {
  return RawMemberDescriptor(member.raw()).word_index() - kFirstFieldWord;
}

std::string text_of(RawObject str) {
  return is_str(str) ? str_to_utf8_NoGC(underlying_value(str)) : "builtins";
}

std::string short_name(RawObject type) { return text_of(RawType(type.raw()).name()); }

RawObject sequence_repr(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object type(thread, type_of(thread, *self));
  Object module(thread, get_attribute(thread, type, Symbol::k__module__));
  if (module->is_error()) return *module;
  List fields(thread, named_fields(thread, type));
  if (fields->is_error()) return *fields;
  Tuple items(thread, underlying_value(*self));
  std::string head = text_of(*module) == "builtins" ? "" : text_of(*module) + ".";
  head += short_name(*type) + "(";
  StrBuilder out;
  out.append_utf8(head);
  word visible = tuple_length(*items);
  Object item(thread, RawObject::none());
  for (word i = 0; i < visible; i++) {
    if (i > 0) out.append_ascii(", ");
    if (2 * i < fields->length()) {
      out.append_str(list_at(*fields, 2 * i));
      out.append('=');
    }
    item = tuple_at(*items, i);
    RawObject text = repr(thread, item);
    if (text.is_error()) return text;
    out.append_str(text);
  }
  out.append(')');
  return out.finish(thread);
}

RawObject sequence_reduce(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object type(thread, type_of(thread, *self));
  List fields(thread, named_fields(thread, type));
  if (fields->is_error()) return *fields;
  Dict rest(thread, new_dict(thread));
  Object items(thread, underlying_value(*self));
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < fields->length(); i += 2) {
    word index = field_index_NoGC(list_at(*fields, i + 1));
    if (index < tuple_length(*items)) continue;
    name = list_at(*fields, i);
    value = self->at(kFirstFieldWord + index);
    if (!dict_set(thread, rest, name, value)) return RawObject::error();
  }
  Object state(thread, new_tuple_of(thread, items, rest));
  return new_tuple_of(thread, type, state);
}

RawObject raise_length(Thread* thread, const Object& type, const char* bound, word wanted,
                       word given) {
  return raise_type_error(thread, "%N() takes %s %ld-sequence (%ld-sequence given)", &type, bound,
                          wanted, given);
}

// Fields behind the given items come from the dict; the first ones repeat unnamed items
// (os.stat_result's whole seconds).
bool fill_named(Thread* thread, const Object& type, const Tuple& values, word given,
                const Object& extra) {
  List fields(thread, named_fields(thread, type));
  if (fields->is_error()) return false;
  word visible = type_number(thread, type, Symbol::kn_sequence_fields);
  word unnamed = type_number(thread, type, Symbol::kn_unnamed_fields);
  Object name(thread, RawObject::none());
  for (word i = 0; i < fields->length(); i += 2) {
    word index = field_index_NoGC(list_at(*fields, i + 1));
    if (index < given) continue;
    RawObject value = RawObject::unbound();
    if (is_heap_dict(*extra)) {
      Dict dict(thread, *extra);
      name = list_at(*fields, i);
      value = dict_get(thread, dict, name);
      if (value.is_error()) return false;
    }
    if (value.is_unbound())
      value = index < visible + unnamed ? tuple_at(*values, index - unnamed) : RawObject::none();
    tuple_init(*values, index, value);
  }
  return true;
}

// type(sequence, dict={})
RawObject sequence_new(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  if (type_has_flag(*type, kTypeNoInstances)) {
    return raise_type_error(thread, "tuple.__new__(%N) is not safe, use %N.__new__()", &type,
                            &type);
  }
  Object source(thread, arguments[1]);
  Object extra(thread, arguments.get_or(2, RawObject::unbound()));
  word total = type_number(thread, type, Symbol::kn_fields);
  // A sequence of one field is made from the value itself (os.sched_param).
  RawObject given = total == 1 ? new_tuple_of(thread, source) : tuple_from_iterable(thread, source);
  if (given.is_error()) {
    if (!clear_pending_if(thread, Exc::kTypeError)) return given;
    return raise_type_error(thread, "constructor requires a sequence");
  }
  Tuple items(thread, given);
  if (!extra->is_unbound() && !is_heap_dict(*extra)) {
    return raise_type_error(thread, "%N() takes a dict as second arg, if any", &type);
  }
  word visible = type_number(thread, type, Symbol::kn_sequence_fields);
  word length = tuple_length(*items);
  if (visible == total && length != visible)
    return raise_length(thread, type, "a", visible, length);
  if (length < visible) return raise_length(thread, type, "an at least", visible, length);
  if (length > total) return raise_length(thread, type, "an at most", total, length);
  Tuple values(thread, new_tuple(thread, total));
  for (word i = 0; i < total; i++)
    tuple_init(*values, i, i < length ? tuple_at(*items, i) : RawObject::none());
  if (!fill_named(thread, type, values, length, extra)) return RawObject::error();
  return new_struct_sequence(thread, type, values);
}

constexpr ParameterDefinition kSelfOnly[] = {{"self", 0x605, true}};
constexpr ParameterDefinition kNewParameters[] = {
    {"cls", 0x605, true}, {"sequence", 0x605, true}, {"dict", 0x605, false}};
constexpr NativeDefinition kRepr = {"__repr__",
                                    "structseq.__repr__",
                                    sequence_repr,
                                    kSelfOnly,
                                    1,
                                    1,
                                    0,
                                    false,
                                    false,
                                    CallStyle::kSlot,
                                    NativeRole::kSlotWrapper,
                                    "($self, /)",
                                    "Return repr(self)."};
constexpr NativeDefinition kReduce = {
    "__reduce__", "structseq.__reduce__",  sequence_reduce,     kSelfOnly, 1,      1, 0, false,
    false,        CallStyle::kNoArguments, NativeRole::kMethod, nullptr,   nullptr};
constexpr NativeDefinition kNew = {
    "__new__",
    "structseq.__new__",
    sequence_new,
    kNewParameters,
    1,
    3,
    0,
    false,
    false,
    CallStyle::kKeywords,
    NativeRole::kNew,
    "(*args, **kwargs)",
    "Create and return a new object.  See help(type) for accurate signature."};

void add_native(Thread* thread, const Dict& ns, const Type& type,
                const NativeDefinition* definition, Kind kind) {
  Object function(thread, new_instance_of_kind(thread, kind));
  RawNativeFunction native = RawNativeFunction::cast(*function);
  native.set_index(thread->runtime()->register_native(definition));
  native.set_owner(*type);
  Object name(thread, intern_ascii(thread, definition->name));
  dict_set_str(thread, ns, name, function);
}

void add_member(Thread* thread, const Dict& ns, const Type& type, const StructSequenceField& field,
                word index) {
  Object name(thread, intern_ascii(thread, field.name));
  Object doc(thread, field.doc == nullptr ? RawObject::none() : new_str(thread, field.doc));
  Object member(thread, new_instance_of_kind(thread, Kind::kMemberDescriptor));
  RawMemberDescriptor descriptor = RawMemberDescriptor::cast(*member);
  descriptor.set_name(*name);
  descriptor.set_owner(*type);
  descriptor.set_word_index(kFirstFieldWord + index);
  descriptor.set_flags(kReadOnlyMember | kNativeMember);
  descriptor.set_doc(*doc);
  dict_set_str(thread, ns, name, member);
}

void set_number(Thread* thread, const Dict& ns, Symbol name, word value) {
  Object key(thread, thread->runtime()->symbol(name));
  Object number(thread, RawObject::from_small_int(value));
  dict_set_str(thread, ns, key, number);
}

// The namespace's plain entries, before the type exists.
RawObject plain_namespace(Thread* thread, const StructSequenceDefinition& definition,
                          std::string_view module) {
  Dict ns(thread, new_dict(thread));
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object value(thread, new_str(thread, module.empty() ? "builtins" : module));
  dict_set_str(thread, ns, key, value);
  key = thread->runtime()->symbol(Symbol::k__doc__);
  value = definition.doc == nullptr ? RawObject::none() : new_str(thread, definition.doc);
  dict_set_str(thread, ns, key, value);
  key = thread->runtime()->symbol(Symbol::k__slots__);
  value = empty_tuple(thread);
  dict_set_str(thread, ns, key, value);
  return *ns;
}

void fill_match_args(Thread* thread, const Dict& ns, const StructSequenceDefinition& definition) {
  word total = static_cast<word>(definition.fields.size()), named = 0, unnamed = 0;
  for (const StructSequenceField& field : definition.fields) unnamed += field.name == nullptr;
  for (word i = 0; i < definition.visible; i++)
    named += definition.fields[static_cast<size_t>(i)].name != nullptr;
  Tuple match(thread, new_tuple(thread, named));
  for (word i = 0, next = 0; i < definition.visible; i++) {
    const char* text = definition.fields[static_cast<size_t>(i)].name;
    if (text == nullptr) continue;
    RawObject name = intern_ascii(thread, text);
    tuple_init(*match, next++, name);
  }
  Object key(thread, thread->runtime()->symbol(Symbol::k__match_args__));
  dict_set_str(thread, ns, key, match);
  set_number(thread, ns, Symbol::kn_sequence_fields, definition.visible);
  set_number(thread, ns, Symbol::kn_fields, total);
  set_number(thread, ns, Symbol::kn_unnamed_fields, unnamed);
}

}  // namespace

RawObject new_struct_sequence_type(Thread* thread, const StructSequenceDefinition& definition) {
  Runtime* runtime = thread->runtime();
  std::string_view full = definition.name;
  size_t dot = full.rfind('.');
  Dict ns(thread, plain_namespace(thread, definition, dot == full.npos ? "" : full.substr(0, dot)));
  Object metatype(thread, runtime->type_at(LayoutId::kType));
  Object name(thread, new_str(thread, full.substr(dot == full.npos ? 0 : dot + 1)));
  Object tuple_type(thread, runtime->type_at(LayoutId::kTuple));
  Tuple bases(thread, new_tuple_of(thread, tuple_type));
  Type type(thread, make_type(thread, metatype, name, bases, ns));
  if (type->is_error()) return *type;
  Dict dict(thread, type->dict());
  Object slots(thread, runtime->symbol(Symbol::k__slots__));
  dict_remove(thread, dict, slots);
  type->set_slots(RawObject::none());
  fill_match_args(thread, dict, definition);
  for (size_t i = 0; i < definition.fields.size(); i++) {
    if (definition.fields[i].name != nullptr)
      add_member(thread, dict, type, definition.fields[i], static_cast<word>(i));
  }
  add_native(thread, dict, type, &kRepr, Kind::kSlotWrapper);
  add_native(thread, dict, type, &kReduce, Kind::kMethodDescriptor);
  add_native(thread, dict, type, &kNew, Kind::kNativeFunction);
  word words = kFirstFieldWord + static_cast<word>(definition.fields.size());
  RawObject layout = new_layout(thread, type, Kind::kUserTuple, words, 0, 0);
  type->set_layout(layout);
  Object key(thread, runtime->symbol(Symbol::k__module__));
  type->set_module(dict_get_str_NoGC(*dict, *key));
  key = runtime->symbol(Symbol::k__doc__);
  type->set_doc(dict_get_str_NoGC(*dict, *key));
  word flags = type->flags() & ~(kTypeHeap | kTypeSubclassable);
  flags |= kTypeImmutable | (definition.instances_by_python ? 0 : kTypeNoInstances);
  type->set_flags(flags);
  type_modified(thread, type);
  return *type;
}

RawObject new_struct_sequence(Thread* thread, const Object& type, const Tuple& values) {
  word total = tuple_length(*values),
       visible = type_number(thread, type, Symbol::kn_sequence_fields);
  Tuple items(thread, *values);
  if (visible < total) items = new_tuple(thread, visible);
  for (word i = 0; i < visible && visible < total; i++) tuple_init(*items, i, tuple_at(*values, i));
  Layout layout(thread, RawType::cast(*type).layout());
  RawObject instance = new_instance(thread, layout);
  RawUserTuple::cast(instance).set_value(*items);
  for (word i = 0; i < total; i++) instance.set_at(kFirstFieldWord + i, tuple_at(*values, i));
  return instance;
}

}  // namespace pyro
