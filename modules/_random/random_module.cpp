#include <sys/random.h>

#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

#include "lib-python/natives.h"
#include "modules/_random/mersenne_twister.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

// _random.Random: the state lives in a ByteBuffer.

namespace pyro {
namespace natives {

namespace {

// Dies at the next safepoint.
MersenneTwister* generator_NoGC(RawObject self) {
  return reinterpret_cast<MersenneTwister*>(
      byte_buffer_data(RawRandomGenerator::cast(self).state()));
}

void seed_from_system(RawObject self) {
  std::vector<uint32_t> key(MersenneTwister::kWords);
  size_t bytes = key.size() * sizeof(uint32_t);
  if (getrandom(key.data(), bytes, GRND_NONBLOCK) != static_cast<ssize_t>(bytes)) {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    key = {static_cast<uint32_t>(now.tv_sec), static_cast<uint32_t>(now.tv_sec >> 32),
           static_cast<uint32_t>(now.tv_nsec)};
  }
  generator_NoGC(self)->seed(key.data(), key.size());
}

// The magnitude of an int in words of 32 bits, at least one.
void seed_from_int(RawObject self, RawObject number) {
  std::vector<uint32_t> key;
  IntView view(number);
  for (Limb limb : view->limbs) {
    key.push_back(static_cast<uint32_t>(limb));
    key.push_back(static_cast<uint32_t>(limb >> 32));
  }
  while (!key.empty() && key.back() == 0) key.pop_back();
  if (key.empty()) key.push_back(0);
  generator_NoGC(self)->seed(key.data(), key.size());
}

bool seed_from(Thread* thread, RawObject raw_self, RawObject raw_value) {
  if (raw_value.is_none()) {
    seed_from_system(raw_self);
    return true;
  }
  if (is_int(raw_value)) {
    seed_from_int(raw_self, int_value_of(raw_value));
    return true;
  }
  Object self(thread, raw_self), value(thread, raw_value);
  word hash_value;
  if (!hash(thread, value, &hash_value)) return false;
  RawObject number = new_int_unsigned(thread, static_cast<uint64_t>(hash_value));
  seed_from_int(*self, number);
  return true;
}

bool check_arguments(Thread* thread, RawObject type, Arguments arguments) {
  if (type_has_flag(type, kTypeHeap)) return true;  // subclasses may take what they like
  if (dict_size_NoGC(RawDict::cast(arguments[2])) != 0) {
    raise_type_error(thread, "Random() takes no keyword arguments");
    return false;
  }
  if (tuple_length(arguments[1]) <= 1) return true;
  raise_type_error(thread, "Random() requires 0 or 1 argument");
  return false;
}

}  // namespace

RawObject random_Random___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  if (!check_arguments(thread, *cls, arguments)) return RawObject::error();
  RandomGenerator self(thread, allocate_for(thread, *cls));
  RawObject state = new_byte_buffer(thread, sizeof(MersenneTwister));
  self->set_state(state);
  std::memset(static_cast<void*>(generator_NoGC(*self)), 0, sizeof(MersenneTwister));
  return *self;
}

RawObject random_Random___init__(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  if (!check_arguments(thread, *type, arguments)) return RawObject::error();
  RawObject seed = tuple_length(arguments[1]) == 0 ? RawObject::none() : tuple_at(arguments[1], 0);
  return seed_from(thread, arguments[0], seed) ? RawObject::none() : RawObject::error();
}

RawObject random_Random_random(Thread* thread, Arguments arguments) {
  return new_float(thread, generator_NoGC(arguments[0])->next_double());
}

RawObject random_Random_seed(Thread* thread, Arguments arguments) {
  return seed_from(thread, arguments[0], arguments[1]) ? RawObject::none() : RawObject::error();
}

RawObject random_Random_getstate(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawObject state = new_tuple(thread, MersenneTwister::kWords + 1);
  MersenneTwister* generator = generator_NoGC(*self);
  for (size_t i = 0; i < MersenneTwister::kWords; i++) {
    tuple_init(state, static_cast<word>(i), RawObject::from_small_int(generator->words[i]));
  }
  tuple_init(state, MersenneTwister::kWords, RawObject::from_small_int(generator->position));
  return state;
}

namespace {

// A word of a state tuple: an int from 0 on.
bool state_word(Thread* thread, RawObject value, uint64_t* result) {
  if (!is_int(value)) {
    raise_type_error(thread, "an integer is required");
    return false;
  }
  RawObject number = int_value_of(value);
  if (int_sign_NoGC(number) < 0) {
    raise(thread, Exc::kOverflowError, "can't convert negative value to unsigned int");
    return false;
  }
  if (int_to_uint64_NoGC(number, result)) return true;
  raise(thread, Exc::kOverflowError, "Python int too large to convert to C unsigned long");
  return false;
}

}  // namespace

RawObject random_Random_setstate(Thread* thread, Arguments arguments) {
  if (!is_tuple(arguments[1])) return raise_type_error(thread, "state vector must be a tuple");
  Object state(thread, underlying_value(arguments[1]));
  if (tuple_length(*state) != MersenneTwister::kWords + 1) {
    return raise_value_error(thread, "state vector is the wrong size");
  }
  MersenneTwister loaded;
  for (word i = 0; i < static_cast<word>(MersenneTwister::kWords); i++) {
    uint64_t value;
    if (!state_word(thread, tuple_at(*state, i), &value)) return RawObject::error();
    if (value > UINT32_MAX) return raise_value_error(thread, "invalid state");
    loaded.words[i] = static_cast<uint32_t>(value);
  }
  Object position_value(thread, tuple_at(*state, MersenneTwister::kWords));
  word position;
  if (!is_int(*position_value)) return raise_type_error(thread, "an integer is required");
  if (!int_to_word_NoGC(int_value_of(*position_value), &position)) {
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C long");
  }
  if (position < 0 || position > static_cast<word>(MersenneTwister::kWords)) {
    return raise_value_error(thread, "invalid state");
  }
  loaded.position = static_cast<uint32_t>(position);
  *generator_NoGC(arguments[0]) = loaded;
  return RawObject::none();
}

// Words of 32 bits, the least significant first; the last one gives its upper bits.
RawObject random_Random_getrandbits(Thread* thread, Arguments arguments) {
  Object count_value(thread, arguments[1]);
  RawObject number = index_of(thread, count_value);
  if (number.is_error()) return number;
  word count;
  if (!int_to_word_NoGC(number, &count) || count > INT32_MAX || count < INT32_MIN) {
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  if (count < 0) return raise_value_error(thread, "number of bits must be non-negative");
  if (count == 0) return RawObject::from_small_int(0);
  MersenneTwister* generator = generator_NoGC(arguments[0]);
  if (count <= 32) return new_int(thread, generator->next() >> (32 - count));
  size_t limb_count = static_cast<size_t>(count + 63) / 64;
  std::unique_ptr<uint64_t[]> limbs(new (std::nothrow) uint64_t[limb_count]());
  if (limbs == nullptr) return raise_memory_error(thread);
  for (size_t i = 0; count > 0; i++, count -= 32) {
    uint32_t bits = generator->next();
    if (count < 32) bits >>= 32 - count;
    limbs[i / 2] |= static_cast<uint64_t>(bits) << (i % 2 * 32);
  }
  return new_big_int(thread, {limbs.get(), limb_count}, false);
}

}  // namespace natives
}  // namespace pyro
