#pragma once

#include "modules/_pickle/pickle.h"

namespace pyro::pickling {

// One load. The bytes lie in memory that does not move: native memory, or a large object of the
// heap. Methods return false with an exception pending.
class Loader {
 public:
  Loader(Thread* thread, const Unpickler& unpickler, bool fix_imports);
  void read_from(std::string_view data) { begin_ = at_ = data.data(), end_ = begin_ + data.size(); }
  void read_from_file() { from_file_ = true; }
  RawObject run();

 private:
  // --- input
  // `count` bytes; null with an exception pending if there are fewer.
  const char* take(word count) {
    if (end_ - at_ < count) return take_slow(count);
    const char* result = at_;
    at_ += count;
    return result;
  }
  const char* take_slow(word count);
  bool refill(word count_wanted);
  bool take_line(std::string_view* line);
  bool skip_consumed();
  bool append_read(const Object& data, const char* method);
  bool number(int bytes, uint64_t* value);
  bool counted(int bytes, std::string_view* data);
  bool signed_count(std::string_view* data, const char* what);

  // --- stack
  bool push(const Object& value) { return list_append(thread_, stack_, value); }
  bool push_raw(RawObject value) {
    RawList stack = *stack_;
    word length = stack.length();
    if (length < array_length(stack.items()) && !value.is_error()) [[likely]] {
      array_set(stack.items(), length, value);
      stack.set_length(length + 1);
      return true;
    }
    Object root(thread_, value);
    return !value.is_error() && push(root);
  }
  bool underflow();
  // The value on top goes into *value.
  bool pop(Object* value);
  bool top(Object* value);
  bool pop_mark(word* mark);
  word size() const { return stack_->length(); }
  word fence() const { return marks_.empty() ? 0 : marks_.back(); }
  RawObject stack_at(word index) const { return list_at(*stack_, index); }
  void truncate(word length);
  RawObject tuple_from(word start);
  RawObject list_from(word start);

  bool step(uint8_t opcode, bool* stop);
  bool step_rare(uint8_t opcode);
  bool invalid_key(uint8_t opcode);

  bool load_int();
  bool load_long_text();
  bool load_long(std::string_view data);
  bool load_float();
  bool load_quoted();
  bool load_old_text(std::string_view data);
  bool load_unicode_line();
  bool load_utf8(std::string_view data);
  bool load_byte_array(std::string_view data);
  bool load_next_buffer();
  bool load_read_only();
  bool load_short_tuple(word count);
  bool load_dict();
  bool load_frozen_set();
  bool append_items(word start);
  bool set_items(word start);
  bool add_items(word start);
  bool put(uint64_t index);
  bool get(uint64_t index);
  bool line_index(uint64_t* index, const char* negative);

  bool load_global();
  bool load_stack_global();
  bool load_extension(int bytes);
  bool push_class(const Object& module_name, const Object& name);
  bool persistent(const Object& id);
  bool instantiate(const Object& callable, const Object& args);
  bool load_inst();
  bool load_obj();
  bool load_new_object();
  bool load_new_object_with_keywords();
  bool load_reduce();
  bool load_build();
  bool set_state(const Object& instance, const Object& state);
  bool set_attributes(const Object& instance, const Object& state);

  Thread* thread_;
  const Unpickler& unpickler_;
  List stack_, memo_;
  std::vector<word> marks_;
  std::string buffer_;  // what was read of a file
  size_t lent_ = 0;     // bytes at the end of the buffer that were only peeked at
  const char *begin_ = nullptr, *at_ = nullptr, *end_ = nullptr;
  word protocol_ = 0;
  bool from_file_ = false, fix_imports_, own_find_class_;
};

}  // namespace pyro::pickling
