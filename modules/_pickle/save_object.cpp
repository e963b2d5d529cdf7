#include "modules/_pickle/saver.h"
#include "runtime/dict_keys.h"
#include "runtime/int.h"
#include "runtime/layout.h"
#include "runtime/type.h"

// Pickles of classes, functions and instances: by name, or by what __reduce_ex__ says (library
// reference, "Pickling Class Instances").

namespace pyro::pickling {

bool Saver::object(const Object& object) {
  Object value(thread_, RawObject::none()), none(thread_, RawObject::none());
  if (!reducer_override_->is_unbound()) {
    value = call(thread_, reducer_override_, object);
    if (value->is_error()) return false;
    if (!value->is_not_implemented()) return reduced(object, value);
  }
  Object type(thread_, type_of(thread_, *object));
  if (*type == thread_->runtime()->type_at(LayoutId::kType)) return save_type(object);
  if (layout_of(*object) == LayoutId::kFunction) return global(object, none);
  bool found = false;
  value = from_dispatch_table(type, &found);
  if (value->is_error()) return false;
  if (found) {
    value = call(thread_, value, object);
  } else {
    if (is_heap_type(*object)) return global(object, none);
    Done done = plain_instance(object);
    if (done != Done::kNo) return done == Done::kYes;
    RawObject raw;
    if (!reduce_value(object, &raw)) return false;
    value = raw;
  }
  return !value->is_error() && reduced(object, value);
}

// The reduction function that a table has for a type.
RawObject Saver::from_dispatch_table(const Object& type, bool* found) {
  Object table(thread_, *dispatch_table_), result(thread_, RawObject::none());
  if (table->is_unbound()) {
    if (copyreg_->is_none()) copyreg_ = import_from(thread_, "copyreg", "dispatch_table");
    if (copyreg_->is_error()) return *copyreg_;
    table = *copyreg_;
  }
  if (is_exact_dict(*table)) {
    result = dict_get(thread_, static_cast<const Dict&>(table), type);
    *found = !result->is_unbound();
    return *found ? *result : RawObject::none();
  }
  result = get_item(thread_, table, type);
  if (result->is_error())
    return clear_pending_if(thread_, Exc::kLookupError) ? RawObject::none() : *result;
  *found = true;
  return *result;
}

bool Saver::reduce_value(const Object& object, RawObject* value) {
  // object.__reduce_ex__ would do no more than call an overriding __reduce__.
  Object type(thread_, type_of(thread_, *object));
  RawObject objects = thread_->runtime()->type_at(LayoutId::kObject);
  bool plain = !type_has_flag(*type, kTypeCustomGetattribute | kTypeHasGetattr) &&
               type_lookup(thread_, *type, Symbol::k__reduce_ex__) ==
                   type_lookup(thread_, objects, Symbol::k__reduce_ex__);
  objects = thread_->runtime()->type_at(LayoutId::kObject);
  if (plain && !(type_lookup(thread_, *type, Symbol::k__reduce__) ==
                 type_lookup(thread_, objects, Symbol::k__reduce__))) {
    *value = call_method(thread_, object, Symbol::k__reduce__);
    return !value->is_error();
  }
  Object method(thread_, find_attribute(thread_, object, Symbol::k__reduce_ex__));
  if (method->is_error()) return false;
  if (!method->is_unbound()) {
    Object protocol(thread_, RawObject::from_small_int(protocol_));
    *value = call(thread_, method, protocol);
    return !value->is_error();
  }
  method = find_attribute(thread_, object, Symbol::k__reduce__);
  if (method->is_error()) return false;
  if (method->is_unbound()) {
    raise_pickling(thread_, "can't pickle '%T' object: %R", &object, &object);
    return false;
  }
  *value = call(thread_, method);
  return !value->is_error();
}

// What a reduction came to: the name of a global, or a tuple of two to six things.
bool Saver::reduced(const Object& object, const Object& value) {
  if (is_str(*value)) return global(object, value);
  if (!is_tuple(*value)) {
    raise_pickling(thread_, "__reduce__ must return a string or tuple");
    return false;
  }
  Tuple parts(thread_, underlying_value(*value));
  word count = tuple_length(*parts);
  if (count < 2 || count > 6) {
    raise_pickling(thread_, "tuple returned by __reduce__ must contain 2 through 6 elements");
    return false;
  }
  auto part = [&](word index) {
    return index < count ? tuple_at(*parts, index) : RawObject::none();
  };
  Object callable(thread_, part(0)), args(thread_, part(1)), state(thread_, part(2));
  Object items(thread_, part(3)), pairs(thread_, part(4)), setter(thread_, part(5));
  return reduce(callable, args, state, items, pairs, setter, &object);
}

// --- instances without anything special

// The attributes as a dict, without giving the instance a dictionary. Unbound if that cannot be
// done, None if there are none.
RawObject Saver::instance_state(const Object& object) {
  RawLayout layout = thread_->runtime()->layout_at(layout_of(*object));
  if ((layout.flags() & kLayoutDictMode) != 0 || (layout.flags() & kLayoutHasDict) == 0)
    return RawObject::unbound();
  Object keys(thread_, layout.keys());
  word used = RawDictKeys(keys->raw()).used();
  if (used == 0) return RawObject::none();
  if (used > kMaxSharedKeys) return RawObject::unbound();
  Object values(thread_, new_array(thread_, used));
  layout = thread_->runtime()->layout_at(layout_of(*object));
  for (word i = 0; i < used; i++) {
    RawObject value = instance_slot_get_NoGC(*object, layout, i);
    if (value.is_unbound()) return RawObject::unbound();
    array_set(*values, i, value);
  }
  return new_dict_with(thread_, keys, values);
}

// An instance of a plain class whose reduction is object's: what save_reduce would write for
// (copyreg.__newobj__, (cls,), attributes).
Saver::Done Saver::plain_instance(const Object& object) {
  if (protocol_ < 2 || !object->is_heap() || object->heap_kind() != Kind::kInstance)
    return Done::kNo;
  Object type(thread_, type_of(thread_, *object));
  if (type_has_flag(*type, kTypeCustomGetattribute | kTypeHasGetattr)) return Done::kNo;
  RawObject objects = thread_->runtime()->type_at(LayoutId::kObject);
  for (Symbol name : {Symbol::k__reduce_ex__, Symbol::k__reduce__}) {
    if (!(type_lookup(thread_, *type, name) == type_lookup(thread_, objects, name)))
      return Done::kNo;
    objects = thread_->runtime()->type_at(LayoutId::kObject);
  }
  for (Symbol name : {Symbol::k__getnewargs_ex__, Symbol::k__getnewargs__}) {
    if (!type_lookup(thread_, *type, name).is_unbound()) return Done::kNo;
  }
  RawObject own_state = type_lookup(thread_, *type, Symbol::k__getstate__);
  objects = thread_->runtime()->type_at(LayoutId::kObject);
  Object state(thread_, RawObject::none());
  if (own_state == type_lookup(thread_, objects, Symbol::k__getstate__)) {
    if (!type_lookup(thread_, *type, Symbol::k__slots__).is_unbound()) return Done::kNo;
    if (thread_->runtime()->layout_at(layout_of(*object)).base_words() != 1) return Done::kNo;
    state = instance_state(object);
  } else {
    state = call_method(thread_, object, Symbol::k__getstate__);
    if (state->is_error()) return Done::kError;
  }
  if (state->is_unbound()) return Done::kNo;
  if (!save(type)) return Done::kError;
  op(kEmptyTuple);
  if (!boundary()) return Done::kError;
  op(kNewObj);
  if (!memoize(object)) return Done::kError;
  if (state->is_none()) return Done::kYes;
  if (!save(state)) return Done::kError;
  op(kBuild);
  return Done::kYes;
}

// --- globals

bool Saver::save_type(const Object& type) {
  Runtime* runtime = thread_->runtime();
  Object none(thread_, RawObject::none());
  for (RawObject single :
       {RawObject::none(), RawObject::not_implemented(), RawObject::ellipsis()}) {
    if (!(runtime->type_of(single) == *type)) continue;
    Object callable(thread_, runtime->type_at(LayoutId::kType)), value(thread_, single);
    Object args(thread_, new_tuple_of(thread_, value));
    return reduce(callable, args, none, none, none, none, &type);
  }
  return global(type, none);
}

// The module that an object says it is from, or the first one that has it under the name.
RawObject Saver::module_of(const Object& object, const Object& name) {
  Object found(thread_, find_attribute(thread_, object, Symbol::k__module__));
  if (found->is_error() || (!found->is_unbound() && !found->is_none())) return *found;
  Object modules(thread_, thread_->runtime()->modules_dict());
  List pairs(thread_, dict_items_list(thread_, static_cast<const Dict&>(modules)));
  if (pairs->is_error()) return *pairs;
  Object module_name(thread_, RawObject::none()), module(thread_, RawObject::none());
  for (word i = 0; i < pairs->length(); i++) {
    module_name = tuple_at(list_at(*pairs, i), 0);
    module = tuple_at(list_at(*pairs, i), 1);
    if (module->is_none()) continue;
    if (is_str(*module_name) &&
        (str_equals_ascii_NoGC(underlying_value(*module_name), "__main__") ||
         str_equals_ascii_NoGC(underlying_value(*module_name), "__mp_main__"))) {
      continue;
    }
    found = dotted_attribute(thread_, module, name, nullptr);
    if (found->is_error()) {
      if (!clear_pending_if(thread_, Exc::kAttributeError)) return *found;
    } else if (*found == *object) {
      return *module_name;
    }
  }
  return intern_ascii(thread_, "__main__");
}

bool Saver::global(const Object& object, const Object& given_name) {
  Object name(thread_, *given_name);
  if (name->is_none()) {
    name = find_attribute(thread_, object, Symbol::k__qualname__);
    if (name->is_unbound()) name = get_attribute(thread_, object, Symbol::k__name__);
    if (name->is_error()) return false;
  }
  Object locals(thread_, intern_ascii(thread_, "<locals>"));
  RawObject exact = underlying_value(*name);
  if (is_str(exact) && str_contains_NoGC(exact, *locals)) {
    raise(thread_, Exc::kAttributeError, "Can't pickle local object %R", &name);
    return false;
  }
  Object module_name(thread_, module_of(object, name));
  if (module_name->is_error()) return false;
  Object module(thread_, module_named(thread_, module_name));
  if (module->is_error()) {
    if (pending_matches(thread_, Exc::kImportError)) {
      thread_->take_exception();
      raise_pickling(thread_, "Can't pickle %R: import of module %R failed", &object, &module_name);
    }
    return false;
  }
  Object parent(thread_, RawObject::none());
  Object found(thread_, dotted_attribute(thread_, module, name, &parent));
  if (found->is_error()) {
    if (pending_matches(thread_, Exc::kAttributeError)) {
      thread_->take_exception();
      raise_pickling(thread_, "Can't pickle %R: attribute lookup %S on %S failed", &object, &name,
                     &module_name);
    }
    return false;
  }
  if (!(*found == *object)) {
    raise_pickling(thread_, "Can't pickle %R: it's not the same object as %S.%S", &object,
                   &module_name, &name);
    return false;
  }
  exact = underlying_value(*name);
  word dot = str_length(exact);
  StrData data = str_data(exact);
  while (dot > 0 && data.at(dot - 1) != '.') dot--;
  Object last_name(thread_, exact);
  last_name = str_substring(thread_, last_name, dot, str_length(*last_name) - dot);
  if (*parent == *module) {
    parent = RawObject::none();
    name = *last_name;
  }
  bool done = false;
  if (protocol_ >= 2 && !extension(object, module_name, name, &done)) return false;
  if (done) return true;
  return global_name(object, module_name, name, parent, last_name);
}

// A number from the extension registry (PEP 307).
bool Saver::extension(const Object& object, const Object& module_name, const Object& name,
                      bool* done) {
  Object registry(thread_, import_from(thread_, "copyreg", "_extension_registry"));
  if (registry->is_error()) return false;
  if (is_exact_dict(*registry) && dict_size_NoGC(RawDict(registry->raw())) == 0) return true;
  Object key(thread_, new_tuple_of(thread_, module_name, name));
  Object code(thread_, get_item(thread_, registry, key));
  if (code->is_error()) return clear_pending_if(thread_, Exc::kKeyError);
  word number;
  if (!is_exact_int(*code) || !int_to_word_NoGC(*code, &number)) {
    raise_pickling(thread_, "Can't pickle %R: extension code %R isn't an integer", &object, &code);
    return false;
  }
  if (number <= 0 || number > 0x7fffffff) {
    raise(thread_, Exc::kRuntimeError, "Can't pickle %R: extension code %ld is out of range",
          &object, number);
    return false;
  }
  *done = true;
  uint64_t value = static_cast<uint64_t>(number);
  if (number < 256) {
    out_.put_number(kExt1, value, 1);
  } else if (number < 65536) {
    out_.put_number(kExt2, value, 2);
  } else {
    out_.put_number(kExt4, value, 4);
  }
  return true;
}

bool Saver::global_name(const Object& object, const Object& module_name, const Object& name,
                        const Object& parent, const Object& last_name) {
  if (protocol_ >= 4) {
    if (!save(module_name) || !save(name)) return false;
    op(kStackGlobal);
    return memoize(object);
  }
  if (!parent->is_none()) {
    Object callable(thread_, import_from(thread_, "builtins", "getattr")),
        none(thread_, RawObject::none());
    if (callable->is_error()) return false;
    Object args(thread_, new_tuple_of(thread_, parent, last_name));
    return reduce(callable, args, none, none, none, none, &object);
  }
  return global_text(module_name, name) && memoize(object);
}

// The Python 2 names of what moved, for protocols before 3.
bool Saver::map_names(Object* module_name, Object* name) {
  Object names(thread_, import_from(thread_, "_compat_pickle", "REVERSE_NAME_MAPPING"));
  Object modules(thread_, names->is_error()
                              ? *names
                              : import_from(thread_, "_compat_pickle", "REVERSE_IMPORT_MAPPING"));
  if (modules->is_error()) return false;
  if (!is_heap_dict(*names) || !is_heap_dict(*modules)) return true;
  Object key(thread_, new_tuple_of(thread_, *module_name, *name));
  Object found(thread_, dict_get(thread_, static_cast<const Dict&>(names), key));
  if (found->is_error()) return false;
  if (is_heap_tuple(*found) && tuple_length(*found) == 2) {
    *module_name = tuple_at(*found, 0);
    *name = tuple_at(*found, 1);
    return true;
  }
  found = dict_get(thread_, static_cast<const Dict&>(modules), *module_name);
  if (found->is_error()) return false;
  if (is_str(*found)) *module_name = *found;
  return true;
}

bool Saver::global_text(const Object& module_name, const Object& name) {
  Object shown_module(thread_, *module_name), shown_name(thread_, *name);
  if (protocol_ < 3 && state_->fix_imports && !map_names(&shown_module, &shown_name)) return false;
  op(kGlobal);
  for (const Object* part : {&shown_module, &shown_name}) {
    RawObject exact = underlying_value(**part);
    bool sound = protocol_ >= 3 ? !str_has_surrogates_NoGC(exact) : str_data(exact).is_ascii();
    if (!sound) {
      raise_pickling(thread_, "can't pickle %s '%S' using pickle protocol %ld",
                     part == &shown_module ? "module identifier" : "global identifier", part,
                     protocol_);
      return false;
    }
    out_.put(str_to_utf8_NoGC(exact));
    out_.put('\n');
  }
  return true;
}

// --- reductions

bool check_iterator(Thread* thread, const Object& value, const char* which) {
  if (value->is_none()) return true;
  if (!type_lookup(thread, type_of(thread, *value), Symbol::k__next__).is_unbound()) return true;
  raise_pickling(thread,
                 "%s element of the tuple returned by __reduce__ must be an iterator, not %T",
                 which, &value);
  return false;
}

bool Saver::reduce(const Object& callable, const Object& args_value, const Object& state,
                   const Object& items, const Object& pairs, const Object& setter,
                   const Object* object) {
  if (!is_callable(thread_, *callable)) {
    raise_pickling(thread_, "first item of the tuple returned by __reduce__ must be callable");
    return false;
  }
  if (!is_tuple(*args_value)) {
    raise_pickling(thread_, "second item of the tuple returned by __reduce__ must be a tuple");
    return false;
  }
  if (!check_iterator(thread_, items, "fourth") || !check_iterator(thread_, pairs, "fifth"))
    return false;
  if (!setter->is_none() && !is_callable(thread_, *setter)) {
    raise_pickling(thread_,
                   "sixth element of the tuple returned by __reduce__ must be a function, not %T",
                   &setter);
    return false;
  }
  Object args(thread_, underlying_value(*args_value));
  bool keywords = false, plain = false;
  if (protocol_ >= 2) {
    Object name(thread_, find_attribute(thread_, callable, Symbol::k__name__));
    if (name->is_error()) return false;
    if (is_exact_str(*name)) {
      keywords = str_equals_ascii_NoGC(*name, "__newobj_ex__");
      plain = str_equals_ascii_NoGC(*name, "__newobj__");
    }
  }
  if (keywords) {
    if (!new_object_with_keywords(args)) return false;
  } else if (plain) {
    if (!new_object(args, *object)) return false;
  } else {
    if (!save(callable) || !save(args)) return false;
    op(kReduce);
  }
  // An object that contains itself may have been pickled while its arguments were.
  word place = memo_place(**object);
  if (place >= 0) {
    op(kPop);
    get(place);
  } else if (!memoize(*object)) {
    return false;
  }
  if (!items->is_none() && !list_items(items)) return false;
  if (!pairs->is_none() && !dict_items(pairs)) return false;
  return state->is_none() || reduce_state(state, setter, *object);
}

bool Saver::reduce_state(const Object& state, const Object& setter, const Object& object) {
  if (setter->is_none()) {
    if (!save(state)) return false;
    op(kBuild);
    return true;
  }
  if (!save(setter) || !save(object) || !save(state)) return false;
  op(kTuple2);
  op(kReduce);
  op(kPop);
  return true;
}

bool Saver::new_object(const Object& args, const Object& object) {
  if (tuple_length(*args) < 1) {
    raise_pickling(thread_, "__newobj__ arglist is empty");
    return false;
  }
  Object cls(thread_, tuple_at(*args, 0));
  Object constructor(thread_, find_attribute(thread_, cls, Symbol::k__new__));
  if (constructor->is_error()) return false;
  if (constructor->is_unbound()) {
    raise_pickling(thread_, "args[0] from __newobj__ args has no __new__");
    return false;
  }
  Object own(thread_, get_attribute(thread_, object, Symbol::k__class__));
  if (own->is_error()) return false;
  if (!(*own == *cls)) {
    raise_pickling(thread_, "args[0] from __newobj__ args has the wrong class");
    return false;
  }
  Tuple tuple(thread_, *args);
  Object rest(thread_,
              tuple_slice(thread_, tuple, {1, tuple_length(*args), 1, tuple_length(*args) - 1}));
  if (rest->is_error() || !save(cls) || !save(rest)) return false;
  op(kNewObj);
  return true;
}

bool Saver::new_object_with_keywords(const Object& args) {
  if (tuple_length(*args) != 3) {
    raise_pickling(thread_, "length of the NEWOBJ_EX argument tuple must be exactly 3, not %ld",
                   tuple_length(*args));
    return false;
  }
  Object cls(thread_, tuple_at(*args, 0)), new_args(thread_, tuple_at(*args, 1)),
      keywords(thread_, tuple_at(*args, 2));
  if (!is_heap_type(*cls)) {
    raise_pickling(thread_, "first item from NEWOBJ_EX argument tuple must be a class, not %T",
                   &cls);
    return false;
  }
  if (!is_tuple(*new_args)) {
    raise_pickling(thread_, "second item from NEWOBJ_EX argument tuple must be a tuple, not %T",
                   &new_args);
    return false;
  }
  if (!is_heap_dict(*keywords)) {
    raise_pickling(thread_, "third item from NEWOBJ_EX argument tuple must be a dict, not %T",
                   &keywords);
    return false;
  }
  if (protocol_ >= 4) {
    if (!save(cls) || !save(new_args) || !save(keywords)) return false;
    op(kNewObjEx);
    return true;
  }
  // Before protocol 4: functools.partial(cls.__new__, cls, *args, **keywords)().
  Object partial(thread_, import_from(thread_, "functools", "partial"));
  if (partial->is_error()) return false;
  Object constructor(thread_, get_attribute(thread_, cls, Symbol::k__new__));
  if (constructor->is_error()) return false;
  word count = tuple_length(underlying_value(*new_args));
  Object all(thread_, new_tuple(thread_, count + 2));
  tuple_init(*all, 0, *constructor);
  tuple_init(*all, 1, *cls);
  for (word i = 0; i < count; i++)
    tuple_init(*all, i + 2, tuple_at(underlying_value(*new_args), i));
  Object callable(thread_, call_with(thread_, partial, all, keywords));
  Object empty(thread_, thread_->runtime()->empty_tuple());
  if (callable->is_error() || !save(callable) || !save(empty)) return false;
  op(kReduce);
  return true;
}

}  // namespace pyro::pickling
