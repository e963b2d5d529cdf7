#pragma once

#include "modules/_pickle/pickle.h"

namespace pyro::pickling {

// One dump. Methods return false with an exception pending.
class Saver {
 public:
  Saver(Thread* thread, const Pickler& pickler, PicklerState* state);
  [[nodiscard]] bool run(const Object& object);

 private:
  enum class Done : uint8_t { kNo, kYes, kError };
  enum class Persistent : uint8_t { kAsk, kDoNotAsk };

  bool save(const Object& object, Persistent persistent = Persistent::kAsk);
  bool save_unless_atom(const Object& object);
  Done atom(const Object& object);
  Done container(const Object& object);
  bool persistent_id(const Object& object, bool* done);
  bool boundary();
  bool flush();

  // save.cpp
  bool number(RawObject value);
  bool large_int(const Object& value);
  void floating(double value);
  bool text(const Object& value);
  bool bytes(const Object& value);
  bool byte_array(const Object& value);
  bool buffer(const Object& value);
  bool payload(const char* header, size_t header_size, const Object& value, std::string_view data);
  bool counted(const Object& value, std::string_view data, int short_op, int op, int long_op);
  bool tuple(const Object& value);
  bool list(const Object& value);
  bool dict(const Object& value);
  bool set(const Object& value);
  bool frozen_set(const Object& value);
  bool list_items(const Object& iterator);
  bool dict_items(const Object& iterator);
  bool old_collection(const Object& value, const Object& items);
  void get(word place);
  bool memoize(const Object& object);
  word memo_place(RawObject object) {
    return state_->fast ? -1 : state_->memo.find_NoGC(thread_, *objects_, object);
  }

  // save_object.cpp
  bool object(const Object& object);
  bool reduced(const Object& object, const Object& value);
  bool reduce_value(const Object& object, RawObject* value);
  RawObject from_dispatch_table(const Object& object, bool* found);
  Done plain_instance(const Object& object);
  RawObject instance_state(const Object& object);
  bool save_type(const Object& type);
  bool global(const Object& object, const Object& name);
  bool global_name(const Object& object, const Object& module_name, const Object& name,
                   const Object& parent, const Object& last_name);
  bool extension(const Object& object, const Object& module_name, const Object& name, bool* done);
  bool map_names(Object* module_name, Object* name);
  bool global_text(const Object& module_name, const Object& name);
  RawObject module_of(const Object& object, const Object& name);
  bool reduce(const Object& callable, const Object& args, const Object& state, const Object& items,
              const Object& pairs, const Object& setter, const Object* object);
  bool new_object(const Object& args, const Object& object);
  bool new_object_with_keywords(const Object& args);
  bool reduce_state(const Object& state, const Object& setter, const Object& object);

  void op(Opcode opcode) { out_.put(opcode); }

  Thread* thread_;
  const Pickler& pickler_;
  PicklerState* state_;
  Output& out_;
  List objects_;
  Object persistent_id_, reducer_override_, dispatch_table_, copyreg_;
  word protocol_;
  bool binary_;
};

}  // namespace pyro::pickling
