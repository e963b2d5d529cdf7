#pragma once

#include <string>
#include <vector>

#include "modules/support.h"

// Pickles: the opcodes, what a Pickler keeps between dumps, and what both directions share.
//
// The format is that of pickletools and of PEP 307 (protocol 2), PEP 3154 (protocol 4: framing) and
// PEP 574 (protocol 5: out-of-band buffers). The order in which objects enter the memo and the ends
// of frames are as CPython chooses them, so that the bytes agree.
//
// The memo of a Pickler. Objects move, so addresses identify nothing. The memoised objects stand in
// a list in the heap, in the order of their memo numbers; a native table finds their places by
// hash: the identity hash that the collector keeps in headers, or for strs and bytes the hash of
// the contents. Equal strs and equal bytes count as one object: which of them are identical is an
// accident here, since short ones are not objects at all.

namespace pyro::pickling {

enum Opcode : uint8_t {
  kMark = '(',
  kStop = '.',
  kPop = '0',
  kPopMark = '1',
  kDup = '2',
  kFloat = 'F',
  kInt = 'I',
  kBinInt = 'J',
  kBinInt1 = 'K',
  kLong = 'L',
  kBinInt2 = 'M',
  kNone = 'N',
  kPersId = 'P',
  kBinPersId = 'Q',
  kReduce = 'R',
  kString = 'S',
  kBinString = 'T',
  kShortBinString = 'U',
  kUnicode = 'V',
  kBinUnicode = 'X',
  kAppend = 'a',
  kBuild = 'b',
  kGlobal = 'c',
  kDict = 'd',
  kEmptyDict = '}',
  kAppends = 'e',
  kGet = 'g',
  kBinGet = 'h',
  kInst = 'i',
  kLongBinGet = 'j',
  kList = 'l',
  kEmptyList = ']',
  kObj = 'o',
  kPut = 'p',
  kBinPut = 'q',
  kLongBinPut = 'r',
  kSetItem = 's',
  kTuple = 't',
  kEmptyTuple = ')',
  kSetItems = 'u',
  kBinFloat = 'G',
  kProto = 0x80,
  kNewObj = 0x81,
  kExt1 = 0x82,
  kExt2 = 0x83,
  kExt4 = 0x84,
  kTuple1 = 0x85,
  kTuple2 = 0x86,
  kTuple3 = 0x87,
  kNewTrue = 0x88,
  kNewFalse = 0x89,
  kLong1 = 0x8a,
  kLong4 = 0x8b,
  kBinBytes = 'B',
  kShortBinBytes = 'C',
  kShortBinUnicode = 0x8c,
  kBinUnicode8 = 0x8d,
  kBinBytes8 = 0x8e,
  kEmptySet = 0x8f,
  kAddItems = 0x90,
  kFrozenSet = 0x91,
  kNewObjEx = 0x92,
  kStackGlobal = 0x93,
  kMemoize = 0x94,
  kFrame = 0x95,
  kByteArray8 = 0x96,
  kNextBuffer = 0x97,
  kReadOnlyBuffer = 0x98,
};

constexpr word kHighestProtocol = 5, kDefaultProtocol = 4;
constexpr word kBatchSize = 1000;
constexpr size_t kFrameTarget = 64 * 1024, kFrameMinimum = 4, kFrameHeader = 9;

// Finds memoised objects. The list is given with each call, since it lies in the heap.
class Memo {
 public:
  // The place in the list, or -1.
  word find_NoGC(Thread* thread, RawObject list, RawObject object) const;
  // Enters the object that is about to be appended to the list.
  void insert_NoGC(Thread* thread, RawObject list, RawObject object, word place, uint32_t number);
  uint32_t number_at(word place) const { return numbers_[static_cast<size_t>(place)]; }
  void clear();

 private:
  void grow(Thread* thread, RawObject list);
  std::vector<uint32_t> slots_;    // place + 1, 0: empty
  std::vector<uint32_t> numbers_;  // memo number of the object in each place
};

// The pickle being written; native memory. Frames are opened and closed here (PEP 3154).
class Output {
 public:
  Output() = default;
  ~Output() { std::free(data_); }
  Output(const Output&) = delete;

  void put(uint8_t byte) {
    if (!room(1)) return;
    data_[size_++] = static_cast<char>(byte);
  }
  void put(const void* bytes, size_t count) {
    if (!room(count)) return;
    std::memcpy(data_ + size_, bytes, count);
    size_ += count;
  }
  void put(std::string_view text) { put(text.data(), text.size()); }
  // `count` bytes of a little-endian integer behind an opcode.
  void put_number(Opcode opcode, uint64_t value, int count) {
    char bytes[kFrameHeader];
    bytes[0] = static_cast<char>(opcode);
    std::memcpy(bytes + 1, &value, static_cast<size_t>(count));
    put(bytes, static_cast<size_t>(count) + 1);
  }

  void set_framing(bool on) { framing_ = on; }
  bool framing() const { return framing_; }
  // Closes the frame that is open, if there is one.
  void end_frame();
  // The same if it is long enough; whether it was.
  bool end_long_frame();
  size_t size() const { return size_; }
  const char* data() const { return data_; }
  void clear() { size_ = 0, frame_ = kNoFrame; }
  bool failed() const { return failed_; }

 private:
  static constexpr size_t kNoFrame = ~size_t{0};
  bool room(size_t count) {
    if (capacity_ - size_ < count + kFrameHeader && !grow(count + kFrameHeader)) return false;
    if (framing_ && frame_ == kNoFrame) {
      frame_ = size_;
      size_ += kFrameHeader;
    }
    return true;
  }
  bool grow(size_t count);

  char* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0, frame_ = kNoFrame;
  bool framing_ = false, failed_ = false;
};

// What a Pickler keeps outside the heap.
struct PicklerState : NativeResource {
  Memo memo;
  Output out;
  word protocol = kDefaultProtocol;
  bool binary = true, fast = false, fix_imports = true, busy = false;
};

// Raises _pickle.PicklingError or _pickle.UnpicklingError; conversions as in runtime/errors.h.
RawObject raise_pickling(Thread* thread, const char* format, ...);
RawObject raise_unpickling(Thread* thread, const char* format, ...);
// module.a.b.c for a dotted name; *parent (if not null) is what the last name was found in.
// AttributeError "Can't get attribute 'x' on y", or "Can't get local attribute ..." for a name with
// <locals>.
RawObject dotted_attribute(Thread* thread, const Object& module, const Object& name,
                           Object* parent);
// sys.modules[name], imported if need be.
RawObject module_named(Thread* thread, const Object& name);
// The protocol argument of a pickler (may be None) checked.
[[nodiscard]] bool protocol_argument(Thread* thread, const Object& value, word* protocol);

// The pickle of an object in state->out; `pickler` holds the rest. False: an exception is pending.
[[nodiscard]] bool dump(Thread* thread, const Pickler& pickler, PicklerState* state,
                        const Object& object);

// Where a pickle is read from: bytes, or a file in pieces.
RawObject load_from_bytes(Thread* thread, const Unpickler& unpickler, const Object& data,
                          bool fix_imports);
RawObject load_from_file(Thread* thread, const Unpickler& unpickler, bool fix_imports);
RawObject find_class(Thread* thread, const Object& module_name, const Object& name, word protocol,
                     bool fix_imports);

// The memoryview behind a PickleBuffer; ValueError if it was released.
RawObject pickle_buffer_view(Thread* thread, const Object& buffer);
bool is_pickle_buffer(Thread* thread, RawObject object);

}  // namespace pyro::pickling
