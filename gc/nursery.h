#pragma once

#include <algorithm>

#include "gc/geometry.h"

// The young generation: eden, where objects are born by bumping a pointer, and two survivor spaces
// that take turns. A minor collection copies what lives in eden to the empty survivor space, and
// what lives in the other survivor space (it has survived twice then) to the old generation; what
// finds no room in the survivor space goes there at once.
//
// Order in memory: survivor 0, eden, survivor 1. Eden and either survivor space are neighbours, so
// one comparison tells whether an object is about to be moved.

namespace pyro::gc {

struct Span {
  uword begin = 0, end = 0;
  uword size() const { return end - begin; }
  bool contains(uword address) const { return address - begin < end - begin; }
};

class Nursery {
 public:
  // Places the nursery at `begin` with an eden of about `eden_bytes`. Returns false if the system
  // gives no memory.
  bool initialize(uword begin, uword eden_bytes);

  Span eden() const { return eden_; }
  Span all() const { return {survivors_[0].begin, survivors_[1].end}; }
  // Where survivors of the last minor collection live, up to survivor_top.
  Span survivors() const { return survivors_[current_]; }
  uword survivor_top() const { return survivor_top_; }
  Span other_survivors() const { return survivors_[1 - current_]; }
  // Eden plus the current survivor space.
  Span from_space() const {
    return current_ == 0 ? Span{survivors_[0].begin, eden_.end}
                         : Span{eden_.begin, survivors_[1].end};
  }

  // Zeroes memory ahead of the bump pointer so that at least `bytes` are usable at `top`. Returns
  // the new limit, or 0 if eden is full. In small steps: the zeroes are still in the cache when the
  // objects are initialised.
  uword extend(uword top, uword bytes);

  // Whether the next cycle may use twice as much of eden: a quarter of it is used first, so that a
  // program that keeps little touches little memory.
  void grow() { eden_end_ = std::min(eden_.end, eden_.begin + 2 * (eden_end_ - eden_.begin)); }
  uword eden_in_use() const { return eden_end_ - eden_.begin; }

  // After a minor collection: the other survivor space becomes current, filled up to `top`; eden is
  // empty.
  void flip(uword top, bool fill);
  // After a major collection, which empties everything.
  void clear(bool fill);
  // Gives the memory of an empty nursery back to the system, and starts small again.
  void release();

  // Visits the objects of eden up to `eden_top` and those of the survivor space.
  void for_each_object(uword eden_top, const auto& visit) const {
    walk(eden_.begin, eden_top, visit);
    walk(survivors().begin, survivor_top_, visit);
  }

 private:
  static void walk(uword address, uword end, const auto& visit) {
    while (address < end) {
      RawObject object = RawObject::from_address(address);
      address += static_cast<uword>(object.header().small_words()) << kWordSizeLog2;
      visit(object);
    }
  }
  void poison_dead(Span span, bool fill);
  void use_first_part();

  Span eden_, survivors_[2];
  int current_ = 0;
  uword survivor_top_ = 0;
  uword zeroed_ = 0;    // eden is zero and usable up to here
  uword eden_end_ = 0;  // the part of eden in use ends here
};

}  // namespace pyro::gc
