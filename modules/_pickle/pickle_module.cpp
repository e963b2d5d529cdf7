#include "lib-python/natives.h"
#include "modules/_pickle/pickle.h"
#include "modules/module_types.h"
#include "runtime/buffer.h"
#include "runtime/identity.h"
#include "runtime/int.h"

// The types and functions of _pickle.

namespace pyro {

namespace pickling {

namespace {

constexpr char kTypesKey = 0;
enum KnownType : word { kPicklerProxy, kUnpicklerProxy, kBuffer };
constexpr uint64_t kMaxMemoNumber = uint64_t{1} << 31;

// What resource says of an Unpickler: -1 made by load(), 0 not initialised, else 1 and whether
// names are mapped.
constexpr word kUnpicklerReady = 1, kUnpicklerFixImports = 2;

PicklerState* state_of(Thread* thread, RawObject pickler) {
  return static_cast<PicklerState*>(
      thread->runtime()->native_resource_at(RawPickler::cast(pickler).resource()));
}

bool truth_argument(Thread* thread, RawObject argument, bool* result) {
  Object value(thread, argument);
  Truth truth = is_true(thread, value);
  *result = truth == Truth::kTrue;
  return truth != Truth::kError;
}

// file.name, or None if there is none.
RawObject method_of(Thread* thread, const Object& file, const char* name) {
  Object key(thread, intern_ascii(thread, name));
  RawObject method = find_attribute(thread, file, key);
  return method.is_unbound() ? RawObject::none() : method;
}

bool configure(Thread* thread, PicklerState* state, Arguments arguments, word protocol,
               word fix_imports, word callback) {
  Object value(thread, arguments[protocol]);
  if (!protocol_argument(thread, value, &state->protocol)) return false;
  if (!truth_argument(thread, arguments[fix_imports], &state->fix_imports)) return false;
  if (!arguments[callback].is_none() && state->protocol < 5) {
    raise_value_error(thread, "buffer_callback needs protocol >= 5");
    return false;
  }
  state->binary = state->protocol > 0;
  state->fix_imports = state->fix_imports && state->protocol < 3;
  return true;
}

bool find_write(Thread* thread, const Pickler& pickler, const Object& file) {
  RawObject write = method_of(thread, file, "write");
  if (write.is_error()) return false;
  if (write.is_none()) {
    raise_type_error(thread, "file must have a 'write' attribute");
    return false;
  }
  pickler->set_write(write);
  return true;
}

bool find_readers(Thread* thread, const Unpickler& unpickler, const Object& file) {
  RawObject method = method_of(thread, file, "peek");
  if (method.is_error()) return false;
  unpickler->set_peek(method);
  method = method_of(thread, file, "read");
  if (method.is_error()) return false;
  unpickler->set_read(method);
  method = method_of(thread, file, "readline");
  if (method.is_error()) return false;
  unpickler->set_readline(method);
  if (!unpickler->read().is_none() && !unpickler->readline().is_none()) return true;
  raise_type_error(thread, "file must have 'read' and 'readline' attributes");
  return false;
}

bool set_buffers(Thread* thread, const Unpickler& unpickler, RawObject argument) {
  Object buffers(thread, argument);
  if (!buffers->is_none()) buffers = get_iterator(thread, buffers);
  if (buffers->is_error()) return false;
  unpickler->set_buffers(*buffers);
  return true;
}

// A Pickler that nobody else sees.
RawObject new_inner_pickler(Thread* thread, RawObject callback) {
  Object root(thread, callback);
  Pickler pickler(thread, new_instance_of_kind(thread, Kind::kPickler));
  pickler->set_resource(-1);
  pickler->set_buffer_callback(*root);
  RawObject list = new_list(thread);
  pickler->set_objects(list);
  return *pickler;
}

RawObject new_inner_unpickler(Thread* thread, Arguments arguments, word encoding) {
  Unpickler unpickler(thread, new_instance_of_kind(thread, Kind::kUnpickler));
  unpickler->set_resource(-1);
  unpickler->set_encoding(arguments[encoding]);
  unpickler->set_errors(arguments[encoding + 1]);
  RawObject list = new_list(thread);
  unpickler->set_memo(list);
  if (!set_buffers(thread, unpickler, arguments[encoding + 2])) return RawObject::error();
  return *unpickler;
}

bool write_out(Thread* thread, const Pickler& pickler, const Output& out) {
  Object data(thread, new_bytes(thread, out.data(), static_cast<word>(out.size())));
  if (data->is_error()) return false;
  Object write(thread, pickler->write());
  return !call(thread, write, data).is_error();
}

bool check_text(Thread* thread, const char* function, const char* name, RawObject argument) {
  if (is_str(argument)) return true;
  Object value(thread, argument);
  raise_type_error(thread, "%s() argument '%s' must be str, not %V", function, name, &value);
  return false;
}

}  // namespace

// A PickleBuffer has the format of a memoryview, so that everything that takes a buffer takes it.
bool is_pickle_buffer(Thread* thread, RawObject object) {
  return is_heap_memory_view(object) &&
         thread->runtime()->type_of(object) == remembered_type(thread, &kTypesKey, kBuffer);
}

RawObject pickle_buffer_view(Thread* thread, const Object& buffer) {
  if (!RawMemoryView::cast(*buffer).base().is_none()) return *buffer;
  return raise_value_error(thread, "operation forbidden on released PickleBuffer object");
}

}  // namespace pickling

namespace natives {

using namespace pickling;

RawObject pickle_initialize(Thread* thread, Arguments arguments) {
  return remember_types(thread, &kTypesKey, arguments[0],
                        {"PicklerMemoProxy", "UnpicklerMemoProxy", "PickleBuffer"});
}

// --- functions

RawObject pickle_dumps(Thread* thread, Arguments arguments) {
  PicklerState state;
  if (!configure(thread, &state, arguments, 1, 2, 3)) return RawObject::error();
  Pickler pickler(thread, new_inner_pickler(thread, arguments[3]));
  Object object(thread, arguments[0]);
  if (!dump(thread, pickler, &state, object)) return RawObject::error();
  return new_bytes(thread, state.out.data(), static_cast<word>(state.out.size()));
}

RawObject pickle_dump(Thread* thread, Arguments arguments) {
  PicklerState state;
  if (!configure(thread, &state, arguments, 2, 3, 4)) return RawObject::error();
  Pickler pickler(thread, new_inner_pickler(thread, arguments[4]));
  Object object(thread, arguments[1]);
  if (!find_write(thread, pickler, object)) return RawObject::error();
  object = arguments[0];
  if (!dump(thread, pickler, &state, object) || !write_out(thread, pickler, state.out))
    return RawObject::error();
  return RawObject::none();
}

RawObject pickle_loads(Thread* thread, Arguments arguments) {
  bool fix_imports;
  if (!truth_argument(thread, arguments[1], &fix_imports) ||
      !check_text(thread, "loads", "encoding", arguments[2]) ||
      !check_text(thread, "loads", "errors", arguments[3])) {
    return RawObject::error();
  }
  Object data(thread, arguments[0]);
  if (!is_exact_bytes(*data)) {
    BufferView view(thread);
    if (!view.acquire(data)) return RawObject::error();
    data = new_bytes(thread, view.copy());
    if (data->is_error()) return *data;
  }
  Object unpickler_root(thread, new_inner_unpickler(thread, arguments, 2));
  if (unpickler_root->is_error()) return *unpickler_root;
  Unpickler unpickler(thread, *unpickler_root);
  return load_from_bytes(thread, unpickler, data, fix_imports);
}

RawObject pickle_load(Thread* thread, Arguments arguments) {
  bool fix_imports;
  if (!truth_argument(thread, arguments[1], &fix_imports) ||
      !check_text(thread, "load", "encoding", arguments[2]) ||
      !check_text(thread, "load", "errors", arguments[3])) {
    return RawObject::error();
  }
  Object unpickler_root(thread, new_inner_unpickler(thread, arguments, 2)),
      file(thread, arguments[0]);
  if (unpickler_root->is_error()) return *unpickler_root;
  Unpickler unpickler(thread, *unpickler_root);
  return find_readers(thread, unpickler, file) ? load_from_file(thread, unpickler, fix_imports)
                                               : RawObject::error();
}

// --- Pickler

RawObject pickle_Pickler___new__(Thread* thread, Arguments arguments) {
  Pickler self(thread, allocate_for(thread, arguments[0]));
  self->set_resource(thread->runtime()->add_native_resource(std::make_unique<PicklerState>()));
  self->set_dispatch_table(RawObject::unbound());
  self->set_persistent_id(RawObject::unbound());
  RawObject list = new_list(thread);
  self->set_objects(list);
  thread->heap()->register_native(*self);
  return *self;
}

RawObject pickle_Pickler___init__(Thread* thread, Arguments arguments) {
  Pickler self(thread, arguments[0]);
  Object file(thread, arguments[1]);
  PicklerState* state = state_of(thread, *self);
  if (!configure(thread, state, arguments, 2, 3, 4) || !find_write(thread, self, file))
    return RawObject::error();
  self->set_buffer_callback(arguments[4]);
  state->fast = false;
  state->memo.clear();
  RawObject list = new_list(thread);
  self->set_objects(list);
  return RawObject::none();
}

RawObject pickle_Pickler_dump(Thread* thread, Arguments arguments) {
  Pickler self(thread, arguments[0]);
  Object object(thread, arguments[1]);
  if (self->write().is_none()) {
    object = type_of(thread, *self);
    return raise_pickling(thread, "Pickler.__init__() was not called by %N.__init__()", &object);
  }
  PicklerState* state = state_of(thread, *self);
  if (state->busy) return raise(thread, Exc::kRuntimeError, "Pickler.dump() is running already");
  state->busy = true;
  bool ok = dump(thread, self, state, object) && write_out(thread, self, state->out);
  state->busy = false;
  state->out.clear();
  return none_or_error(ok);
}

RawObject pickle_Pickler_clear_memo(Thread* thread, Arguments arguments) {
  state_of(thread, arguments[0])->memo.clear();
  RawObject list = new_list(thread);
  RawPickler::cast(arguments[0]).set_objects(list);
  return RawObject::none();
}

RawObject pickle_Pickler___sizeof__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(arguments[0].heap_words() * kWordSize +
                                   static_cast<word>(sizeof(PicklerState)));
}

RawObject pickle_Pickler_bin_get(Thread* thread, Arguments arguments) {
  return RawObject::from_small_int(state_of(thread, arguments[0])->binary);
}
RawObject pickle_Pickler_bin_set(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return raise_type_error(thread, "can't delete numeric/char attribute");
  Object value(thread, arguments[1]);
  int number;
  if (!as_int(thread, value, &number)) return RawObject::error();
  state_of(thread, arguments[0])->binary = number != 0;
  return RawObject::none();
}
RawObject pickle_Pickler_fast_get(Thread* thread, Arguments arguments) {
  return RawObject::from_small_int(state_of(thread, arguments[0])->fast);
}
RawObject pickle_Pickler_fast_set(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return raise_type_error(thread, "can't delete numeric/char attribute");
  Object value(thread, arguments[1]);
  int number;
  if (!as_int(thread, value, &number)) return RawObject::error();
  state_of(thread, arguments[0])->fast = number != 0;
  return RawObject::none();
}

RawObject pickle_Pickler_persistent_id_get(Thread* thread, Arguments arguments) {
  RawObject value = RawPickler::cast(arguments[0]).persistent_id();
  return value.is_unbound() ? raise(thread, Exc::kAttributeError, "persistent_id") : value;
}
RawObject pickle_Pickler_persistent_id_set(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return raise_type_error(thread, "attribute deletion is not supported");
  if (!is_callable(thread, arguments[1])) {
    return raise_type_error(thread, "persistent_id must be a callable taking one argument");
  }
  RawPickler::cast(arguments[0]).set_persistent_id(arguments[1]);
  return RawObject::none();
}

RawObject pickle_Pickler_dispatch_table_get(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawObject value = RawPickler::cast(*self).dispatch_table();
  if (!value.is_unbound()) return value;
  return raise(thread, Exc::kAttributeError,
               "'_pickle.Pickler' object has no attribute 'dispatch_table'");
}
RawObject pickle_Pickler_dispatch_table_set(Thread*, Arguments arguments) {
  RawPickler::cast(arguments[0]).set_dispatch_table(arguments[1]);
  return RawObject::none();
}
RawObject pickle_Pickler_dispatch_table_delete(Thread* thread, Arguments arguments) {
  if (RawPickler::cast(arguments[0]).dispatch_table().is_unbound()) {
    return raise(thread, Exc::kAttributeError, "dispatch_table");
  }
  RawPickler::cast(arguments[0]).set_dispatch_table(RawObject::unbound());
  return RawObject::none();
}

// --- the memo of a Pickler, as {id: (number, object)}

namespace {

RawObject new_proxy(Thread* thread, word known_type, RawObject owner) {
  Object root(thread, owner);
  Object proxy(thread, allocate_for(thread, remembered_type(thread, &kTypesKey, known_type)));
  RawNativeRecord::cast(*proxy).set_field0(*root);
  return *proxy;
}

RawObject proxy_owner(Arguments arguments) { return RawNativeRecord::cast(arguments[0]).field0(); }

RawObject pickler_memo_dict(Thread* thread, const Object& pickler) {
  List objects(thread, RawPickler::cast(*pickler).objects());
  Dict result(thread, new_dict(thread));
  Object key(thread, RawObject::none()), value(thread, RawObject::none()),
      number(thread, RawObject::none());
  for (word i = 0; i < objects->length(); i++) {
    value = list_at(*objects, i);
    key = object_id(thread, *value);
    number = RawObject::from_small_int(state_of(thread, *pickler)->memo.number_at(i));
    value = new_tuple_of(thread, number, value);
    if (!dict_set(thread, result, key, value)) return RawObject::error();
  }
  return *result;
}

bool copy_pickler_memo(Thread* thread, const Pickler& self, const Dict& entries) {
  Memo memo;
  List objects(thread, new_list(thread));
  Object value(thread, RawObject::none());
  RawObject raw_key, raw_value;
  for (word position = 0; dict_next_NoGC(*entries, &position, &raw_key, &raw_value);) {
    word number;
    if (!is_heap_tuple(raw_value) || tuple_length(raw_value) != 2) {
      raise_type_error(thread, "'memo' values must be 2-item tuples");
      return false;
    }
    value = raw_value;
    Object number_value(thread, tuple_at(raw_value, 0));
    if (!index_as_word(thread, number_value, OnOverflow::kOverflowError, &number)) return false;
    value = tuple_at(*value, 1);
    if (number < 0 || static_cast<uint64_t>(number) >= kMaxMemoNumber) {
      raise_value_error(thread, "memo number out of range");
      return false;
    }
    memo.insert_NoGC(thread, *objects, *value, objects->length(), static_cast<uint32_t>(number));
    if (!list_append(thread, objects, value)) return false;
  }
  state_of(thread, *self)->memo = std::move(memo);
  self->set_objects(*objects);
  return true;
}

}  // namespace

RawObject pickle_Pickler_memo_get(Thread* thread, Arguments arguments) {
  return new_proxy(thread, kPicklerProxy, arguments[0]);
}

RawObject pickle_Pickler_memo_set(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return raise_type_error(thread, "attribute deletion is not supported");
  Pickler self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (thread->runtime()->type_of(*value) == remembered_type(thread, &kTypesKey, kPicklerProxy)) {
    Object other(thread, RawNativeRecord::cast(*value).field0());
    value = pickler_memo_dict(thread, other);
    if (value->is_error()) return *value;
  } else if (!is_heap_dict(*value)) {
    return raise_type_error(
        thread, "'memo' attribute must be a PicklerMemoProxy object or dict, not %T", &value);
  }
  Dict entries(thread, *value);
  return none_or_error(copy_pickler_memo(thread, self, entries));
}

RawObject pickle_PicklerMemoProxy_clear(Thread* thread, Arguments arguments) {
  RawObject owner = proxy_owner(arguments);
  return pickle_Pickler_clear_memo(thread, Arguments(&owner));
}
RawObject pickle_PicklerMemoProxy_copy(Thread* thread, Arguments arguments) {
  Object owner(thread, proxy_owner(arguments));
  return pickler_memo_dict(thread, owner);
}

namespace {

// (dict, (contents,))
RawObject reduce_proxy(Thread* thread, RawObject contents) {
  Object dict(thread, contents);
  if (dict->is_error()) return *dict;
  Object args(thread, new_tuple_of(thread, dict)),
      type(thread, thread->runtime()->type_at(LayoutId::kDict));
  return new_tuple_of(thread, type, args);
}

}  // namespace

RawObject pickle_PicklerMemoProxy___reduce__(Thread* thread, Arguments arguments) {
  return reduce_proxy(thread, pickle_PicklerMemoProxy_copy(thread, arguments));
}

// --- Unpickler

RawObject pickle_Unpickler___new__(Thread* thread, Arguments arguments) {
  Unpickler self(thread, allocate_for(thread, arguments[0]));
  self->set_resource(0);
  self->set_persistent_load(RawObject::unbound());
  RawObject list = new_list(thread);
  self->set_memo(list);
  return *self;
}

RawObject pickle_Unpickler___init__(Thread* thread, Arguments arguments) {
  Unpickler self(thread, arguments[0]);
  Object file(thread, arguments[1]);
  bool fix_imports;
  if (!truth_argument(thread, arguments[2], &fix_imports) ||
      !check_text(thread, "Unpickler", "encoding", arguments[3]) ||
      !check_text(thread, "Unpickler", "errors", arguments[4]) ||
      !find_readers(thread, self, file) || !set_buffers(thread, self, arguments[5])) {
    return RawObject::error();
  }
  self->set_encoding(arguments[3]);
  self->set_errors(arguments[4]);
  RawObject list = new_list(thread);
  self->set_memo(list);
  self->set_input(RawObject::from_small_int(0));
  self->set_resource(kUnpicklerReady | (fix_imports ? kUnpicklerFixImports : 0));
  return RawObject::none();
}

RawObject pickle_Unpickler_load(Thread* thread, Arguments arguments) {
  Unpickler self(thread, arguments[0]);
  if (self->resource() == 0) {
    Object type(thread, type_of(thread, *self));
    return raise_unpickling(thread, "Unpickler.__init__() was not called by %N.__init__()", &type);
  }
  return load_from_file(thread, self, (self->resource() & kUnpicklerFixImports) != 0);
}

RawObject pickle_Unpickler_find_class(Thread* thread, Arguments arguments) {
  Object module_name(thread, arguments[1]), name(thread, arguments[2]);
  RawUnpickler self = RawUnpickler::cast(arguments[0]);
  if (!is_str(*module_name) || !is_str(*name))
    return raise_type_error(thread, "module name must be a string");
  word protocol = self.input().is_small_int() ? self.input().small_int() : 0;
  return find_class(thread, module_name, name, protocol,
                    (self.resource() & kUnpicklerFixImports) != 0);
}

RawObject pickle_Unpickler___sizeof__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(arguments[0].heap_words() * kWordSize);
}

RawObject pickle_Unpickler_persistent_load_get(Thread* thread, Arguments arguments) {
  RawObject value = RawUnpickler::cast(arguments[0]).persistent_load();
  return value.is_unbound() ? raise(thread, Exc::kAttributeError, "persistent_load") : value;
}
RawObject pickle_Unpickler_persistent_load_set(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return raise_type_error(thread, "attribute deletion is not supported");
  if (!is_callable(thread, arguments[1])) {
    return raise_type_error(thread, "persistent_load must be a callable taking one argument");
  }
  RawUnpickler::cast(arguments[0]).set_persistent_load(arguments[1]);
  return RawObject::none();
}

// --- the memo of an Unpickler, as {number: object}

namespace {

RawObject unpickler_memo_dict(Thread* thread, RawObject unpickler) {
  List memo(thread, RawUnpickler::cast(unpickler).memo());
  Dict result(thread, new_dict(thread));
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  for (word i = 0; i < memo->length(); i++) {
    value = list_at(*memo, i);
    key = RawObject::from_small_int(i);
    if (!value->is_unbound() && !dict_set(thread, result, key, value)) return RawObject::error();
  }
  return *result;
}

RawObject list_of_entries(Thread* thread, const Dict& entries) {
  List memo(thread, new_list(thread));
  Object value(thread, RawObject::none()), hole(thread, RawObject::unbound());
  RawObject raw_key, raw_value;
  for (word position = 0; dict_next_NoGC(*entries, &position, &raw_key, &raw_value);) {
    word number;
    value = raw_value;
    if (!is_int(raw_key)) return raise_type_error(thread, "memo key must be integers");
    if (!int_to_word_NoGC(int_value_of(raw_key), &number) || number < 0) {
      return raise_value_error(thread, "memo key must be positive integers.");
    }
    if (number >= word{1} << 26) return raise_memory_error(thread);
    while (memo->length() <= number) {
      if (!list_append(thread, memo, hole)) return RawObject::error();
    }
    list_set_at(*memo, number, *value);
  }
  return *memo;
}

}  // namespace

RawObject pickle_Unpickler_memo_get(Thread* thread, Arguments arguments) {
  return new_proxy(thread, kUnpicklerProxy, arguments[0]);
}

RawObject pickle_Unpickler_memo_set(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return raise_type_error(thread, "attribute deletion is not supported");
  Unpickler self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (thread->runtime()->type_of(*value) == remembered_type(thread, &kTypesKey, kUnpicklerProxy)) {
    value = unpickler_memo_dict(thread, RawNativeRecord::cast(*value).field0());
    if (value->is_error()) return *value;
  } else if (!is_heap_dict(*value)) {
    return raise_type_error(
        thread, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %T", &value);
  }
  Dict entries(thread, *value);
  RawObject memo = list_of_entries(thread, entries);
  if (memo.is_error()) return memo;
  self->set_memo(memo);
  return RawObject::none();
}

RawObject pickle_UnpicklerMemoProxy_clear(Thread* thread, Arguments arguments) {
  RawObject list = new_list(thread);
  RawUnpickler::cast(proxy_owner(arguments)).set_memo(list);
  return RawObject::none();
}
RawObject pickle_UnpicklerMemoProxy_copy(Thread* thread, Arguments arguments) {
  return unpickler_memo_dict(thread, proxy_owner(arguments));
}
RawObject pickle_UnpicklerMemoProxy___reduce__(Thread* thread, Arguments arguments) {
  return reduce_proxy(thread, unpickler_memo_dict(thread, proxy_owner(arguments)));
}

// --- PickleBuffer

RawObject pickle_PickleBuffer___new__(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[1]);
  if (!supports_buffer_NoGC(*source)) {
    return raise_type_error(thread, "a bytes-like object is required, not '%T'", &source);
  }
  Object view(thread, new_memory_view(thread, source));
  if (view->is_error()) return *view;
  Object self(thread, allocate_for(thread, arguments[0]));
  for (word i = 1; i < RawMemoryView::kWords; i++) self->set_at(i, view->at(i));
  source = underlying_value(RawMemoryView::cast(*self).base());
  if (is_heap_growing_bytes(*source)) {
    GrowingBytes bytes(thread, *source);
    if (!growing_register_view(thread, bytes, self)) return RawObject::error();
  }
  return *self;
}

RawObject pickle_PickleBuffer_raw(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object view(thread, pickle_buffer_view(thread, self));
  if (view->is_error()) return *view;
  if (!memory_view_is_contiguous_NoGC(RawMemoryView(view->raw()))) {
    return raise(thread, Exc::kBufferError, "cannot extract raw buffer from non-contiguous buffer");
  }
  view = new_memory_view(thread, self);
  if (view->is_error()) return *view;
  Object format(thread, RawObject::from_small_str("B", 1));
  return call_named(thread, view, "cast", format);
}

RawObject pickle_PickleBuffer_release(Thread*, Arguments arguments) {
  RawMemoryView::cast(arguments[0]).set_base(RawObject::none());
  return RawObject::none();
}

}  // namespace natives

}  // namespace pyro
