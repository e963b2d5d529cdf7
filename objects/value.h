#pragma once

#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>

#include "objects/region.h"

// Values.
//
// A value is one 64-bit word. Its low bits say what it is:
//
//   ...0   small int: 63 bits, two's complement, value in the upper 63 bits. Add, subtract and
//   compare work on the word. 001    pointer to a heap object: address + 1. Objects are 8-byte
//   aligned. x11    immediate float. A double whose exponent lies in 2^-255 .. 2^256 (or which is
//   +0.0 or -0.0), rotated left by
//          three so that the two exponent bits that are then redundant make room for the tag; x is
//          the sign. This is the scheme that Ruby calls flonum; compare "Float Self-Tagging"
//          (2024). All other doubles are boxed.
//   101    other immediates. Bits 3..4 say which:
//            00  singletons: None, True, False, NotImplemented, Ellipsis and the internal Error and
//            Unbound markers 01  str of up to 7 ASCII characters;  10  bytes of up to 7 bytes.
//          Length in bits 5..7, the characters in bytes 1..7, unused bytes zero.
//
// Canonical forms: an int that fits 63 bits is never a heap object, a float that fits is never
// boxed, an ASCII str or a bytes of up to 7 characters is never a heap object. Two exact ints,
// floats, strs or bytes of which one is immediate are therefore equal only if the words are equal
// (except 0.0 == -0.0 and numbers of different types).
//
// Words that are pointers to 8-byte aligned native memory look like small ints, so frames may keep
// them in value slots.

namespace pyro {

enum class Kind : uint8_t;       // storage format; generated from objects/layouts.def
enum class LayoutId : uint32_t;  // hidden class; the builtin types' first layouts have fixed ids,
                                 // also generated

// The header word of every heap object.
//
//   bit  0       1; a word with bit 0 clear is a forwarding address (only seen by the collector)
//   bits 1..19   layout id
//   bits 20..27  kind
//   bit  28      raw body: no word after the header is a value
//   bits 29..39  size in words including the header; 0: a large object, whose size stands in the
//   word before the header bits 40..63  string hash or identity hash; 0: not computed yet. LargeInt
//   keeps its sign in bit 40.
class Header {
 public:
  static constexpr int kLayoutShift = 1, kLayoutBits = 19;
  static constexpr int kKindShift = 20, kKindBits = 8;
  static constexpr int kRawShift = 28;
  static constexpr int kSizeShift = 29, kSizeBits = 11;
  static constexpr int kHashShift = 40, kHashBits = 24;
  static constexpr uword kLayoutMask = ((uword{1} << kLayoutBits) - 1) << kLayoutShift;
  static constexpr uword kHashMask = ((uword{1} << kHashBits) - 1) << kHashShift;
  // Objects of more words than this are large objects.
  static constexpr word kMaxSmallWords = (word{1} << kSizeBits) - 1;

  constexpr explicit Header(uword bits) : bits_(bits) {}
  static constexpr Header make(LayoutId layout, Kind kind, bool raw_body, word words) {
    uword size = words <= kMaxSmallWords ? static_cast<uword>(words) : 0;
    return Header(1 | static_cast<uword>(layout) << kLayoutShift |
                  static_cast<uword>(kind) << kKindShift |
                  static_cast<uword>(raw_body) << kRawShift | size << kSizeShift);
  }

  constexpr uword bits() const { return bits_; }
  constexpr bool is_forwarding() const { return (bits_ & 1) == 0; }
  constexpr LayoutId layout() const {
    return static_cast<LayoutId>((bits_ & kLayoutMask) >> kLayoutShift);
  }
  constexpr Kind kind() const { return static_cast<Kind>((bits_ >> kKindShift) & 0xff); }
  constexpr bool has_raw_body() const { return (bits_ >> kRawShift & 1) != 0; }
  constexpr word small_words() const { return (bits_ >> kSizeShift) & ((1 << kSizeBits) - 1); }
  constexpr uint32_t hash() const { return static_cast<uint32_t>(bits_ >> kHashShift); }
  constexpr Header with_layout(LayoutId id) const {
    return Header((bits_ & ~kLayoutMask) | static_cast<uword>(id) << kLayoutShift);
  }
  constexpr Header with_hash(uint32_t hash) const {
    return Header((bits_ & ~kHashMask) | static_cast<uword>(hash) << kHashShift);
  }

 private:
  uword bits_;
};

class RawObject {
 public:
  static constexpr uword kHeapTag = 1, kHeapTagMask = 7;
  static constexpr uword kFloatTag = 3, kFloatTagMask = 3;
  static constexpr uword kImmediateTag = 5, kImmediateTagMask = 7;
  static constexpr uword kSingletonTag = 0x05, kSmallStrTag = 0x0d, kSmallBytesTag = 0x15,
                         kImmediateKindMask = 0x1f;
  static constexpr int kSmallLengthShift = 5;
  static constexpr word kMaxSmallLength = 7;
  static constexpr word kSmallIntMin = -(word{1} << 62), kSmallIntMax = (word{1} << 62) - 1;

  constexpr RawObject() : raw_(0) {}
  constexpr explicit RawObject(uword raw) : raw_(raw) {}

  constexpr uword raw() const { return raw_; }
  // Word identity. Equals Python's `is`, except that boxed ints and floats of equal value may
  // differ (as in CPython).
  constexpr bool operator==(const RawObject& other) const { return raw_ == other.raw_; }

  // Tags.
  constexpr bool is_small_int() const { return (raw_ & 1) == 0; }
  constexpr bool is_heap() const { return (raw_ & kHeapTagMask) == kHeapTag; }
  constexpr bool is_immediate_float() const { return (raw_ & kFloatTagMask) == kFloatTag; }
  constexpr bool is_immediate() const { return !is_heap(); }
  constexpr bool is_immediate_str() const { return (raw_ & kImmediateKindMask) == kSmallStrTag; }
  constexpr bool is_immediate_bytes() const {
    return (raw_ & kImmediateKindMask) == kSmallBytesTag;
  }
  constexpr bool is_singleton() const { return (raw_ & 0xff) == kSingletonTag; }

  // Singletons. Their order is that of kSingletonLayouts in the generated header.
  static constexpr RawObject singleton(uword index) {
    return RawObject(index << 8 | kSingletonTag);
  }
  static constexpr RawObject none() { return singleton(0); }
  static constexpr RawObject false_object() { return singleton(1); }
  static constexpr RawObject true_object() { return singleton(2); }
  static constexpr RawObject not_implemented() { return singleton(3); }
  static constexpr RawObject ellipsis() { return singleton(4); }
  // Returned by a function that left an exception pending in its thread.
  static constexpr RawObject error() { return singleton(5); }
  // "No value here": an unassigned local, a deleted dict entry, an omitted optional argument.
  static constexpr RawObject unbound() { return singleton(6); }
  static constexpr RawObject from_bool(bool value) {
    return value ? true_object() : false_object();
  }

  constexpr bool is_none() const { return *this == none(); }
  constexpr bool is_true() const { return *this == true_object(); }
  constexpr bool is_false() const { return *this == false_object(); }
  constexpr bool is_bool() const { return is_true() || is_false(); }
  constexpr bool is_not_implemented() const { return *this == not_implemented(); }
  constexpr bool is_ellipsis() const { return *this == ellipsis(); }
  constexpr bool is_error() const { return *this == error(); }
  constexpr bool is_unbound() const { return *this == unbound(); }

  // Small ints.
  static constexpr bool fits_small_int(word value) {
    return value >= kSmallIntMin && value <= kSmallIntMax;
  }
  static constexpr RawObject from_small_int(word value) {
    return RawObject(static_cast<uword>(value) << 1);
  }
  constexpr word small_int() const {
    assert(is_small_int());
    return static_cast<word>(raw_) >> 1;
  }

  // Immediate floats. `fits_immediate_float` is true for +0.0, -0.0 and magnitudes in [2^-255,
  // 2^257) other than exactly 2^-255 itself, whose pattern stands for zero.
  //
  // The three top bits of the exponent are 011 or 100 then. One added to them makes the upper two
  // 10; rotated to the bottom, they and the lowest bit of the tag are one bit apart.
  static constexpr uword kFloatBias = uword{1} << 60;
  // Writes the word for `value`; false if it does not fit.
  static bool encode_float(double value, RawObject* result) {
    uword bits = std::bit_cast<uword>(value), rotated = std::rotl(bits + kFloatBias, 3);
    if (__builtin_expect((rotated & 3) == 2 && rotated > 7, 1)) {
      *result = RawObject(rotated | 1);
      return true;
    }
    if ((bits << 1) != 0) return false;
    *result = RawObject((bits >> 63) << 2 | kFloatTag);
    return true;
  }
  static bool fits_immediate_float(double value) {
    RawObject ignored = error();
    return encode_float(value, &ignored);
  }
  static RawObject from_immediate_float(double value) {
    RawObject result = error();
    [[maybe_unused]] bool fits = encode_float(value, &result);
    assert(fits);
    return result;
  }
  double immediate_float() const {
    assert(is_immediate_float());
    if (__builtin_expect((raw_ & ~uword{4}) == kFloatTag, 0)) return (raw_ & 4) != 0 ? -0.0 : 0.0;
    return std::bit_cast<double>(std::rotr(raw_ ^ 1, 3) - kFloatBias);
  }

  // Immediate strings and bytes.
  static RawObject from_small_str(const void* ascii, word length) {
    return pack(kSmallStrTag, ascii, length);
  }
  static RawObject from_small_bytes(const void* bytes, word length) {
    return pack(kSmallBytesTag, bytes, length);
  }
  constexpr word small_length() const { return (raw_ >> kSmallLengthShift) & 7; }
  constexpr uint8_t small_byte_at(word index) const {
    return static_cast<uint8_t>(raw_ >> (8 * (index + 1)));
  }
  // The characters of an immediate str or bytes lie in memory order inside the word (little
  // endian).
  const uint8_t* small_data() const { return reinterpret_cast<const uint8_t*>(this) + 1; }

  // Heap objects.
  static RawObject from_address(uword address) { return RawObject(address | kHeapTag); }
  uword address() const {
    assert(is_heap());
    return raw_ - kHeapTag;
  }
  Header header() const { return Header(*reinterpret_cast<const uword*>(address())); }
  void set_header(Header header) const { *reinterpret_cast<uword*>(address()) = header.bits(); }
  Kind heap_kind() const { return header().kind(); }
  // Size in words, header included.
  word heap_words() const {
    word words = header().small_words();
    return words != 0 ? words : reinterpret_cast<const word*>(address())[-1];
  }

  // The word at `index` (0 is the header), without interpretation.
  RawObject at(word index) const { return reinterpret_cast<const RawObject*>(address())[index]; }
  // Stores a value that is known not to be a heap pointer.
  void set_immediate_at(word index, RawObject value) const {
    assert(!value.is_heap());
    reinterpret_cast<RawObject*>(address())[index] = value;
  }
  // Stores any value; the write barrier is inside.
  void set_at(word index, RawObject value) const {
    reinterpret_cast<RawObject*>(address())[index] = value;
    if (value.is_heap()) write_barrier(address());
  }
  template <typename T>
  T* body(word byte_offset = kWordSize) const {
    return reinterpret_cast<T*>(address() + byte_offset);
  }

 protected:
  static RawObject pack(uword tag, const void* data, word length) {
    assert(length >= 0 && length <= kMaxSmallLength);
    uword word_value = tag | static_cast<uword>(length) << kSmallLengthShift;
    uword characters = 0;
    // Nothing may come without memory, which memcpy does not take.
    if (length != 0) std::memcpy(&characters, data, static_cast<size_t>(length));
    return RawObject(word_value | characters << 8);
  }

  uword raw_;
};

static_assert(sizeof(RawObject) == 8);

}  // namespace pyro
