#pragma once

#include <functional>
#include <string>

#include "gc/vm_interface.h"

// Heap snapshots in the format of Chrome's developer tools (the memory panel opens .heapsnapshot
// files): one JSON object with a flat array of nodes, one of edges, and a table of strings. Node 0
// is the root; behind it stands "(GC roots)" with a node for each label of roots (RootVisitor).
// Values that are no heap objects are not in it.

namespace pyro::gc {

// Numbers of the format's node types.
enum class NodeType : uint8_t {
  kHidden = 0,
  kArray = 1,
  kString = 2,
  kObject = 3,
  kCode = 4,
  kClosure = 5,
  kNumber = 7,
  kSynthetic = 9,
};

// What the VM knows about objects that a snapshot shows. Nothing here allocates in the heap. Texts
// are UTF-8.
class SnapshotNames {
 public:
  virtual NodeType type_NoGC(RawObject object) = 0;
  virtual std::string name_NoGC(RawObject object) = 0;
  // The name of what word `index` of an object holds; empty for elements, which have a number.
  virtual std::string field_NoGC(RawObject owner, word index) = 0;
  // References that a reader of Python expects though they go through internal storage, like the
  // values of a dict.
  virtual void visit_entries_NoGC(
      RawObject object, const std::function<void(const std::string&, RawObject)>& visit) = 0;
  // Whether distances are counted from this object, as a page's globals are in a browser.
  virtual bool is_entry_point_NoGC(RawObject object) = 0;

 protected:
  ~SnapshotNames() = default;
};

}  // namespace pyro::gc
