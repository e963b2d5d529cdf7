#include "runtime/type_slots.h"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/frame.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/text/unicode.h"
#include "runtime/type.h"

namespace pyro {

namespace {

// Private names in a class body are mangled: __x in class C becomes _C__x.
std::string mangle(const std::string& class_name, const std::string& name) {
  if (name.size() < 3 || name.compare(0, 2, "__") != 0) return name;
  if (name.compare(name.size() - 2, 2, "__") == 0 || name.find('.') != std::string::npos)
    return name;
  size_t start = class_name.find_first_not_of('_');
  if (start == std::string::npos) return name;
  return "_" + class_name.substr(start) + name;
}

bool add_special(Thread* thread, const Type& type, word flag, word inherited, const char* what) {
  if (((inherited | type->flags()) & flag) != 0) {
    raise_type_error(thread,
                     flag == kTypeHasDict
                         ? "%s slot disallowed: we already got one"
                         : "%s slot disallowed: either we already got one, or __itemsize__ != 0",
                     what);
    return false;
  }
  type->set_flags(type->flags() | flag);
  return true;
}

bool read_names(Thread* thread, const Type& type, const Dict& ns, const List& items,
                std::vector<std::string>* names) {
  std::string class_name = type_name_NoGC(*type);
  word inherited = type->flags();
  for (word i = 0; i < items->length(); i++) {
    Object item(thread, list_at(*items, i));
    if (!is_str(*item)) {
      raise_type_error(thread, "__slots__ items must be strings, not '%T'", &item);
      return false;
    }
    RawObject text = underlying_value(*item);
    if (!IsIdentifier(text_view(str_data(text)))) {
      raise_type_error(thread, "__slots__ must be identifiers");
      return false;
    }
    std::string name = str_to_utf8_NoGC(text);
    if (name == "__dict__") {
      if (!add_special(thread, type, kTypeHasDict, inherited, "__dict__")) return false;
      continue;
    }
    if (name == "__weakref__") {
      if (!add_special(thread, type, kTypeHasWeakRef, inherited, "__weakref__")) return false;
      continue;
    }
    names->push_back(mangle(class_name, name));
  }
  return true;
}

bool check_class_variables(Thread* thread, const Dict& ns, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name == "__qualname__" || name == "__classcell__") continue;
    Object key(thread, new_str(thread, name));
    if (dict_get(thread, ns, key).is_unbound()) continue;
    raise_value_error(thread, "%R in __slots__ conflicts with class variable", &key);
    return false;
  }
  return true;
}

// Instances of these hold their contents behind the header in CPython, where no weak reference list
// fits.
bool has_variable_size(RawType type) {
  Kind kind = static_cast<Kind>(RawLayout(type.layout().raw()).kind());
  return kind == Kind::kUserInt || kind == Kind::kUserBytes || kind == Kind::kUserTuple ||
         kind == Kind::kTuple;
}

}  // namespace

bool process_slots(Thread* thread, const Type& type, const Type& base, const Dict& ns,
                   word* slot_words) {
  *slot_words = 0;
  Object slots(thread, dict_get(thread, ns, Symbol::k__slots__));
  bool metaclass = type_has_flag(*type, kTypeIsType);
  if (slots->is_unbound()) {
    type->set_flags(type->flags() | kTypeHasDict |
                    (has_variable_size(*base) ? 0 : kTypeHasWeakRef));
    return true;
  }
  List items(thread, RawObject::none());
  if (is_str(*slots)) {
    items = new_list(thread, 1);
    if (!list_append(thread, items, slots)) return false;
  } else {
    RawObject list = list_from_iterable(thread, slots);
    if (list.is_error()) return false;
    items = list;
  }
  if (items->length() > 0 && (has_variable_size(*base) || metaclass)) {
    raise_type_error(thread, "nonempty __slots__ not supported for subtype of '%N'", &base);
    return false;
  }
  std::vector<std::string> names;
  if (!read_names(thread, type, ns, items, &names)) return false;
  if (!check_class_variables(thread, ns, names)) return false;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  Tuple own(thread, new_tuple(thread, static_cast<word>(names.size())));
  for (size_t i = 0; i < names.size(); i++) {
    Object name(thread, new_str(thread, names[i]));
    RawObject interned = intern(thread, name);
    tuple_init(*own, static_cast<word>(i), interned);
  }
  type->set_slots(*own);
  *slot_words = static_cast<word>(names.size());
  return true;
}

void bind_slots(Thread* thread, const Type& type, const Dict& ns) {
  if (!is_heap_tuple(type->slots())) return;
  RawLayout layout(type->layout().raw());
  word count = tuple_length(type->slots());
  word first = layout.base_words() - count;
  Object name(thread, RawObject::none());
  Object member(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    name = tuple_at(type->slots(), i);
    member = new_instance_of_kind(thread, Kind::kMemberDescriptor);
    RawMemberDescriptor descriptor = RawMemberDescriptor::cast(*member);
    descriptor.set_name(*name);
    descriptor.set_owner(*type);
    descriptor.set_word_index(first + i);
    descriptor.set_flags(0);
    dict_set_str(thread, ns, name, member);
  }
}

RawObject current_globals_name(Thread* thread) {
  if (thread->frame == nullptr || !is_heap_dict(thread->frame->globals))
    return RawObject::unbound();
  Dict globals(thread, thread->frame->globals);
  return dict_get(thread, globals, Symbol::k__name__);
}

}  // namespace pyro
