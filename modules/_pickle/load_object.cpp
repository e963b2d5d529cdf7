#include "modules/_pickle/loader.h"
#include "runtime/codecs.h"
#include "runtime/int.h"
#include "runtime/layout.h"
#include "runtime/type.h"

// Reading pickles: classes, functions, instances.

namespace pyro::pickling {

namespace {

// Where names of Python 2 are now.
bool map_names(Thread* thread, Object* module_name, Object* name) {
  Object names(thread, import_from(thread, "_compat_pickle", "NAME_MAPPING"));
  Object modules(
      thread, names->is_error() ? *names : import_from(thread, "_compat_pickle", "IMPORT_MAPPING"));
  if (modules->is_error()) return false;
  if (!is_heap_dict(*names) || !is_heap_dict(*modules)) return true;
  Object key(thread, new_tuple_of(thread, *module_name, *name));
  Object found(thread, dict_get(thread, static_cast<const Dict&>(names), key));
  if (found->is_error()) return false;
  if (is_heap_tuple(*found) && tuple_length(*found) == 2) {
    *module_name = tuple_at(*found, 0);
    *name = tuple_at(*found, 1);
    return true;
  }
  found = dict_get(thread, static_cast<const Dict&>(modules), *module_name);
  if (found->is_error()) return false;
  if (is_str(*found)) *module_name = *found;
  return true;
}

}  // namespace

RawObject find_class(Thread* thread, const Object& module_name, const Object& name, word protocol,
                     bool fix_imports) {
  Object found_module(thread, *module_name), found_name(thread, *name);
  if (protocol < 3 && fix_imports && !map_names(thread, &found_module, &found_name))
    return RawObject::error();
  Object module(thread, module_named(thread, found_module));
  if (module->is_error()) return *module;
  if (protocol >= 4) return dotted_attribute(thread, module, found_name, nullptr);
  found_name = intern(thread, Object(thread, underlying_value(*found_name)));
  Object found(thread, find_attribute(thread, module, found_name));
  if (!found->is_unbound()) return *found;
  return raise(thread, Exc::kAttributeError, "Can't get attribute %R on %R", &found_name, &module);
}

bool Loader::push_class(const Object& module_name, const Object& name) {
  if (own_find_class_)
    return push_raw(find_class(thread_, module_name, name, protocol_, fix_imports_));
  unpickler_->set_input(RawObject::from_small_int(protocol_));  // for Unpickler.find_class
  return push_raw(call_named(thread_, unpickler_, "find_class", module_name, name));
}

bool Loader::load_global() {
  Object names[2] = {{thread_, RawObject::none()}, {thread_, RawObject::none()}};
  for (Object& name : names) {
    std::string_view line;
    if (!take_line(&line)) return false;
    if (line.size() < 2) {
      raise_unpickling(thread_, "pickle data was truncated");
      return false;
    }
    Object bytes(thread_, new_bytes(thread_, line.substr(0, line.size() - 1)));
    name = decode_utf8(thread_, bytes, nullptr);
    if (name->is_error()) return false;
  }
  return push_class(names[0], names[1]);
}

bool Loader::load_stack_global() {
  Object name(thread_, RawObject::none()), module_name(thread_, RawObject::none());
  if (size() - fence() < 2) {
    raise_unpickling(thread_, "STACK_GLOBAL requires str");
    return false;
  }
  if (!pop(&name) || !pop(&module_name)) return false;
  if (!is_exact_str(*name) || !is_exact_str(*module_name)) {
    raise_unpickling(thread_, "STACK_GLOBAL requires str");
    return false;
  }
  return push_class(module_name, name);
}

bool Loader::load_extension(int bytes) {
  uint64_t code;
  if (!number(bytes, &code)) return false;
  if (code == 0 || code > 0x7fffffff) {
    raise_unpickling(thread_, "EXT specifies code <= 0");
    return false;
  }
  Object key(thread_, RawObject::from_small_int(static_cast<word>(code)));
  Object cache(thread_, import_from(thread_, "copyreg", "_extension_cache"));
  if (cache->is_error()) return false;
  Object found(thread_, get_item(thread_, cache, key));
  if (!found->is_error()) return push(found);
  if (!clear_pending_if(thread_, Exc::kKeyError)) return false;
  Object registry(thread_, import_from(thread_, "copyreg", "_inverted_registry"));
  if (registry->is_error()) return false;
  found = get_item(thread_, registry, key);
  if (found->is_error()) {
    if (clear_pending_if(thread_, Exc::kKeyError)) {
      raise_value_error(thread_, "unregistered extension code %ld", static_cast<word>(code));
    }
    return false;
  }
  if (!is_heap_tuple(*found) || tuple_length(*found) != 2 || !is_str(tuple_at(*found, 0)) ||
      !is_str(tuple_at(*found, 1))) {
    raise_value_error(thread_, "_inverted_registry[%ld] isn't a 2-tuple of strings",
                      static_cast<word>(code));
    return false;
  }
  Object module_name(thread_, tuple_at(*found, 0)), name(thread_, tuple_at(*found, 1));
  if (!push_class(module_name, name)) return false;
  found = stack_at(size() - 1);
  return set_item(thread_, cache, key, found);
}

bool Loader::persistent(const Object& id) {
  Object function(thread_, RawObject::unbound());
  if (unpickler_->resource() >= 0) {
    Object name(thread_, intern_ascii(thread_, "persistent_load"));
    function = find_attribute(thread_, unpickler_, name);
    if (function->is_error()) return false;
  }
  if (function->is_unbound()) {
    raise_unpickling(thread_,
                     "A load persistent id instruction was encountered,\n"
                     "but no persistent_load function was specified.");
    return false;
  }
  return push_raw(call(thread_, function, id));
}

// --- making instances

// Old instances (INST and OBJ): the class is called, unless it has no arguments and does not ask
// for them.
bool Loader::instantiate(const Object& callable, const Object& args) {
  if (tuple_length(*args) == 0 && is_heap_type(*callable)) {
    Object name(thread_, intern_ascii(thread_, "__getinitargs__"));
    Object asks(thread_, find_attribute(thread_, callable, name));
    if (asks->is_error()) return false;
    if (asks->is_unbound()) return push_raw(call_named(thread_, callable, "__new__", callable));
  }
  Object none(thread_, RawObject::none());
  return push_raw(call_with(thread_, callable, args, none));
}

bool Loader::load_inst() {
  word mark;
  if (!pop_mark(&mark)) return false;
  Object args(thread_, tuple_from(mark));
  if (!load_global()) return false;
  Object callable(thread_, RawObject::none());
  return pop(&callable) && instantiate(callable, args);
}

bool Loader::load_obj() {
  word mark;
  if (!pop_mark(&mark)) return false;
  if (size() - mark < 1) return underflow();
  Object args(thread_, tuple_from(mark + 1)), callable(thread_, RawObject::none());
  return pop(&callable) && instantiate(callable, args);
}

bool Loader::load_reduce() {
  Object args(thread_, RawObject::none()), callable(thread_, RawObject::none()),
      none(thread_, RawObject::none());
  if (!pop(&args) || !pop(&callable)) return false;
  if (!is_tuple(*args)) {
    raise_type_error(thread_, "argument list must be a tuple");
    return false;
  }
  args = underlying_value(*args);
  return push_raw(call_with(thread_, callable, args, none));
}

// object.__new__ is not called for classes that have no other: it would do the same.
bool Loader::load_new_object() {
  Object args(thread_, RawObject::none()), cls(thread_, RawObject::none()),
      none(thread_, RawObject::none());
  if (!pop(&args) || !pop(&cls)) return false;
  if (!is_heap_type(*cls)) {
    raise_unpickling(thread_, "NEWOBJ class argument must be a type, not %T", &cls);
    return false;
  }
  if (!is_tuple(*args)) {
    raise_unpickling(thread_, "NEWOBJ args argument must be a tuple, not %T", &args);
    return false;
  }
  args = underlying_value(*args);
  RawLayout layout(RawType(cls->raw()).layout().raw());
  if (tuple_length(*args) == 0 &&
      !type_has_flag(*cls, kTypeOwnNew | kTypeAbstract | kTypeNoInstances) &&
      static_cast<Kind>(layout.kind()) == Kind::kInstance) {
    return push_raw(allocate_for(thread_, *cls));
  }
  Object constructor(thread_, get_attribute(thread_, cls, Symbol::k__new__));
  if (constructor->is_error()) return false;
  word count = tuple_length(*args);
  Object all(thread_, new_tuple(thread_, count + 1));
  tuple_init(*all, 0, *cls);
  for (word i = 0; i < count; i++) tuple_init(*all, i + 1, tuple_at(*args, i));
  return push_raw(call_with(thread_, constructor, all, none));
}

bool Loader::load_new_object_with_keywords() {
  Object keywords(thread_, RawObject::none()), args(thread_, RawObject::none()),
      cls(thread_, RawObject::none());
  if (!pop(&keywords) || !pop(&args) || !pop(&cls)) return false;
  if (!is_heap_type(*cls)) {
    raise_unpickling(thread_, "NEWOBJ_EX class argument must be a type, not %T", &cls);
    return false;
  }
  if (!is_tuple(*args)) {
    raise_unpickling(thread_, "NEWOBJ_EX args argument must be a tuple, not %T", &args);
    return false;
  }
  if (!is_heap_dict(*keywords)) {
    raise_unpickling(thread_, "NEWOBJ_EX kwargs argument must be a dict, not %T", &keywords);
    return false;
  }
  Object constructor(thread_, get_attribute(thread_, cls, Symbol::k__new__));
  if (constructor->is_error()) return false;
  word count = tuple_length(underlying_value(*args));
  Object all(thread_, new_tuple(thread_, count + 1));
  tuple_init(*all, 0, *cls);
  for (word i = 0; i < count; i++) tuple_init(*all, i + 1, tuple_at(underlying_value(*args), i));
  return push_raw(call_with(thread_, constructor, all, keywords));
}

// --- state

bool Loader::load_build() {
  if (size() - 2 < fence()) return underflow();
  Object state(thread_, RawObject::none()), instance(thread_, RawObject::none());
  if (!pop(&state) || !top(&instance)) return false;
  Object name(thread_, thread_->runtime()->symbol(Symbol::k__setstate__));
  Object method(thread_, find_attribute(thread_, instance, name));
  if (method->is_error()) return false;
  if (!method->is_unbound()) return !call(thread_, method, state).is_error();
  return set_state(instance, state);
}

bool Loader::set_state(const Object& instance, const Object& state) {
  Object attributes(thread_, *state), slots(thread_, RawObject::none());
  if (is_heap_tuple(*state) && tuple_length(*state) == 2) {
    attributes = tuple_at(*state, 0);
    slots = tuple_at(*state, 1);
  }
  if (!attributes->is_none() && !set_attributes(instance, attributes)) return false;
  if (slots->is_none()) return true;
  if (!is_heap_dict(*slots)) {
    raise_unpickling(thread_, "slot state is not a dictionary");
    return false;
  }
  Object key(thread_, RawObject::none()), value(thread_, RawObject::none());
  RawObject raw_key, raw_value;
  for (word position = 0; dict_next_NoGC(RawDict(slots->raw()), &position, &raw_key, &raw_value);) {
    key = raw_key;
    value = raw_value;
    if (!set_attribute(thread_, instance, key, value)) return false;
  }
  return true;
}

// Attributes go straight into the instance, past __setattr__.
bool Loader::set_attributes(const Object& instance, const Object& state) {
  if (!is_heap_dict(*state)) {
    raise_unpickling(thread_, "state is not a dictionary");
    return false;
  }
  Object key(thread_, RawObject::none()), value(thread_, RawObject::none()),
      dict(thread_, RawObject::none());
  RawObject raw_key, raw_value;
  if (instance->is_heap() && instance->heap_kind() == Kind::kInstance) {
    RawLayout layout = thread_->runtime()->layout_at(layout_of(*instance));
    if ((layout.flags() & (kLayoutHasDict | kLayoutDictMode)) == kLayoutHasDict &&
        layout.base_words() == 1)
      dict = *instance;
  }
  bool in_place = !dict->is_none();
  if (!in_place) {
    dict = get_attribute(thread_, instance, Symbol::k__dict__);
    if (dict->is_error()) return false;
  }
  for (word position = 0; dict_next_NoGC(RawDict(state->raw()), &position, &raw_key, &raw_value);) {
    key = raw_key;
    value = raw_value;
    if (is_exact_str(*key)) key = intern(thread_, key);
    if (in_place && !is_exact_str(*key)) {
      in_place = false;
      dict = get_attribute(thread_, instance, Symbol::k__dict__);
      if (dict->is_error()) return false;
    }
    if (!(in_place ? instance_set(thread_, instance, key, value)
                   : set_item(thread_, dict, key, value)))
      return false;
  }
  if (in_place) layout_learn(thread_, type_of(thread_, *instance), *instance);
  return true;
}

}  // namespace pyro::pickling
