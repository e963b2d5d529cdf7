#pragma once

#include "gc/snapshot.h"
#include "runtime/runtime.h"

// What a heap snapshot and a census call the objects of a Python program.

namespace pyro {

// Whether an object is storage that no program sees (the array of a list, a key table).
bool is_internal_storage_NoGC(RawObject object);
// "module.qualname" of the type of an object, without "builtins."; "<Array>" for internal storage.
std::string census_name_NoGC(Runtime* runtime, RawObject object);

class PythonNames final : public gc::SnapshotNames {
 public:
  explicit PythonNames(Runtime* runtime) : runtime_(runtime) {}

  gc::NodeType type_NoGC(RawObject object) override;
  std::string name_NoGC(RawObject object) override;
  std::string field_NoGC(RawObject owner, word index) override;
  void visit_entries_NoGC(RawObject object,
                          const std::function<void(const std::string&, RawObject)>& visit) override;
  bool is_entry_point_NoGC(RawObject object) override;

 private:
  std::string attribute_NoGC(RawLayout layout, word slot);

  Runtime* runtime_;
};

}  // namespace pyro
