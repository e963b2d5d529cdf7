#include "gc/snapshot.h"

#include <unordered_map>

#include "gc/address_map.h"
#include "gc/heap_impl.h"

namespace pyro::gc {

namespace {

constexpr uint32_t kFieldsPerNode = 7, kRootsNode = 1;

// Numbers of the format's edge types.
enum class EdgeType : uint8_t {
  kElement = 1,
  kProperty = 2,
  kInternal = 3,
  kShortcut = 5,
  kWeak = 6
};

struct Edge {
  EdgeType type;
  uint32_t name;  // a string's number, or that of an element
  uint32_t target;
};

struct Node {
  NodeType type;
  uint32_t name;
  uword bytes;
  uint32_t edges;
};

class SnapshotWriter final : public RootVisitor {
 public:
  SnapshotWriter(Heap::Impl* impl, SnapshotNames& names) : impl_(impl), names_(names) {}

  bool write(FILE* file) {
    impl_->for_each_object([&](RawObject object) { objects_.push_back(object); });
    collect_roots();
    uint32_t first = kRootsNode + 1 + static_cast<uint32_t>(roots_.size());
    for (size_t i = 0; i < objects_.size(); i++)
      numbers_.insert(objects_[i].address(), first + static_cast<uint32_t>(i));
    add_root_nodes();
    for (RawObject object : objects_) add_object(object);
    print_head(file);
    print_nodes(file);
    print_edges(file);
    print_strings(file);
    return std::fflush(file) == 0 && std::ferror(file) == 0;
  }

  void visit(RawObject* begin, RawObject* end, const char* label) override {
    std::vector<RawObject>& values = root_values(label);
    for (RawObject* slot = begin; slot < end; slot++) {
      if (slot->is_heap()) values.push_back(*slot);
    }
  }

 private:
  std::vector<RawObject>& root_values(const char* label) {
    for (auto& [name, values] : roots_) {
      if (name == label) return values;
    }
    return roots_.emplace_back(label, std::vector<RawObject>{}).second;
  }

  void collect_roots() {
    impl_->visit_own_roots(*this);
    impl_->heap->vm()->visit_roots(*this, CollectionKind::kMajor);
    word count = 0;
    RawObject* layouts = impl_->heap->vm()->layout_table(&count);
    visit(layouts, layouts + count, "hidden classes");
  }

  uint32_t string_number(const std::string& text) {
    auto [entry, added] = string_numbers_.emplace(text, static_cast<uint32_t>(strings_.size()));
    if (added) strings_.push_back(&entry->first);
    return entry->second;
  }

  void add_node(NodeType type, const std::string& name, uword bytes) {
    nodes_.push_back({type, string_number(name), bytes, 0});
  }

  // An edge from the node that was added last.
  void add_edge(EdgeType type, uint32_t name, uint32_t target) {
    edges_.push_back({type, name, target});
    nodes_.back().edges++;
  }
  void add_edge(EdgeType type, uint32_t name, RawObject target) {
    if (!target.is_heap()) return;
    if (uint64_t* number = numbers_.find(target.address()))
      add_edge(type, name, static_cast<uint32_t>(*number));
  }

  void add_root_nodes() {
    add_node(NodeType::kSynthetic, "", 0);
    add_edge(EdgeType::kElement, 1, kRootsNode);
    for (RawObject object : objects_) {
      if (names_.is_entry_point_NoGC(object))
        add_edge(EdgeType::kShortcut, string_number(names_.name_NoGC(object)), object);
    }
    add_node(NodeType::kSynthetic, "(GC roots)", 0);
    for (uint32_t i = 0; i < roots_.size(); i++)
      add_edge(EdgeType::kElement, i, kRootsNode + 1 + i);
    for (const auto& [label, values] : roots_) {
      add_node(NodeType::kSynthetic, "(" + label + ")", 0);
      for (uint32_t i = 0; i < values.size(); i++) add_edge(EdgeType::kElement, i, values[i]);
    }
  }

  void add_object(RawObject object) {
    word words = object.heap_words();
    add_node(names_.type_NoGC(object), names_.name_NoGC(object),
             static_cast<uword>(words) << kWordSizeLog2);
    if (object.header().has_raw_body()) return;
    Tracing tracing = tracing_of(object.heap_kind());
    for (word i = 1; i < words; i++) {
      RawObject value = object.at(i);
      if (!value.is_heap()) continue;
      bool weak = tracing == Tracing::kWeakArray || tracing == Tracing::kFeedback ||
                  (tracing == Tracing::kWeakRef && i == RawWeakRef::kReferentIndex);
      add_field(weak, names_.field_NoGC(object, i), i, value);
    }
    names_.visit_entries_NoGC(object, [&](const std::string& name, RawObject value) {
      add_edge(EdgeType::kProperty, string_number(name), value);
    });
  }

  void add_field(bool weak, const std::string& name, word index, RawObject value) {
    if (weak) {
      add_edge(EdgeType::kWeak, string_number(std::to_string(index - 1)), value);
    } else if (name.empty()) {
      add_edge(EdgeType::kElement, static_cast<uint32_t>(index - 1), value);
    } else {
      add_edge(EdgeType::kProperty, string_number(name), value);
    }
  }

  void print_head(FILE* file) {
    std::fprintf(
        file,
        R"({"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],
"node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic","concatenated string","sliced string","symbol","bigint","object shape"],"string","number","number","number","number","number"],
"edge_fields":["type","name_or_index","to_node"],
"edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"],
"trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],
"trace_node_fields":["id","function_info_index","count","size","children"],
"sample_fields":["timestamp_us","last_assigned_id"],
"location_fields":["object_index","script_id","line","column"]},
"node_count":%zu,"edge_count":%zu,"trace_function_count":0},
)",
        nodes_.size(), edges_.size());
  }

  // Ids are odd, as those of objects are in browsers.
  void print_nodes(FILE* file) {
    std::fputs("\"nodes\":[", file);
    for (size_t i = 0; i < nodes_.size(); i++) {
      const Node& node = nodes_[i];
      std::fprintf(file, "%s%d,%u,%zu,%lu,%u,0,0", i == 0 ? "" : ",\n", static_cast<int>(node.type),
                   node.name, 2 * i + 1, node.bytes, node.edges);
    }
    std::fputs("],\n", file);
  }

  void print_edges(FILE* file) {
    std::fputs("\"edges\":[", file);
    for (size_t i = 0; i < edges_.size(); i++) {
      std::fprintf(file, "%s%d,%u,%lu", i == 0 ? "" : ",\n", static_cast<int>(edges_[i].type),
                   edges_[i].name, uint64_t{edges_[i].target} * kFieldsPerNode);
    }
    std::fputs(
        "],\n\"trace_function_infos\":[],\"trace_tree\":[],\"samples\":[],\"locations\":[],\n",
        file);
  }

  void print_strings(FILE* file) {
    std::fputs("\"strings\":[", file);
    for (size_t i = 0; i < strings_.size(); i++) {
      std::fputs(i == 0 ? "\"" : ",\n\"", file);
      for (char c : *strings_[i]) {
        if (c == '"' || c == '\\') std::fputc('\\', file);
        if (static_cast<unsigned char>(c) < ' ') {
          std::fprintf(file, "\\u%04x", c);
        } else {
          std::fputc(c, file);
        }
      }
      std::fputc('"', file);
    }
    std::fputs("]}\n", file);
  }

  Heap::Impl* impl_;
  SnapshotNames& names_;
  std::vector<RawObject> objects_;
  std::vector<std::pair<std::string, std::vector<RawObject>>> roots_;
  AddressMap numbers_;  // of nodes, by address
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::unordered_map<std::string, uint32_t> string_numbers_;
  std::vector<const std::string*> strings_;
};

}  // namespace

bool Heap::write_snapshot(FILE* file, SnapshotNames& names) {
  return SnapshotWriter(impl_.get(), names).write(file);
}

}  // namespace pyro::gc
