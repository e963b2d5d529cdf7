#include "gc/finalizer_order.h"

#include <algorithm>
#include <unordered_map>

#include "gc/geometry.h"

namespace pyro::gc {

namespace {

// A millisecond or two of the pause, and less than a megabyte.
constexpr size_t kMostObjects = 10'000;
constexpr uint32_t kNowhere = ~uint32_t{0};

struct Node {
  uword address;
  uint32_t next_slot;  // of the depth-first search
  uint32_t end_slot;
  uint32_t low;  // smallest node on the stack that can be reached
  bool on_stack = true;
  bool in_cycle = false;  // or reachable from one
};

class DeadGraph {
 public:
  explicit DeadGraph(const WeakResolver& resolver) : resolver_(resolver) {}

  // Nodes get their numbers in the order of the search; `finished` lists them behind what they
  // reach. False: too many.
  bool search(RawObject root) {
    if (node_of(root) != kNowhere) return true;
    enter(root);
    while (!path_.empty()) {
      if (nodes_.size() > kMostObjects) return false;
      step();
    }
    return true;
  }

  // Passes the mark of cycles on to what they reach.
  void spread_cycles() {
    std::vector<uint32_t> work;
    for (uint32_t i = 0; i < nodes_.size(); i++) {
      if (nodes_[i].in_cycle) work.push_back(i);
    }
    while (!work.empty()) {
      Node node = nodes_[work.back()];
      work.pop_back();
      for (uint32_t slot = first_slot(node.address); slot < node.end_slot; slot++) {
        uint32_t child = node_of(slot_of(node.address, slot));
        if (child == kNowhere || nodes_[child].in_cycle) continue;
        nodes_[child].in_cycle = true;
        work.push_back(child);
      }
    }
  }

  bool in_cycle(RawObject object) const { return nodes_[node_of(object)].in_cycle; }
  const std::vector<uword>& finished() const { return finished_; }

 private:
  static RawObject slot_of(uword address, uint32_t slot) {
    return reinterpret_cast<RawObject*>(address)[slot];
  }
  static uint32_t first_slot(uword address) {
    RawObject object = RawObject::from_address(address);
    return tracing_of(object.heap_kind()) == Tracing::kWeakRef ? RawWeakRef::kReferentIndex + 1 : 1;
  }
  static uint32_t end_slot(RawObject object) {
    if (object.header().has_raw_body()) return 0;
    Tracing tracing = tracing_of(object.heap_kind());
    return tracing == Tracing::kAll || tracing == Tracing::kWeakRef
               ? static_cast<uint32_t>(object.heap_words())
               : 0;
  }

  uint32_t node_of(RawObject object) const {
    if (!object.is_heap()) return kNowhere;
    auto found = index_.find(object.address());
    return found == index_.end() ? kNowhere : found->second;
  }

  void enter(RawObject object) {
    auto number = static_cast<uint32_t>(nodes_.size());
    uword address = object.address();
    index_.emplace(address, number);
    nodes_.push_back({address, first_slot(address), end_slot(object), number});
    path_.push_back(number);
    stack_.push_back(number);
  }

  void step() {
    Node& node = nodes_[path_.back()];
    if (node.next_slot >= node.end_slot) return leave();
    RawObject child = slot_of(node.address, node.next_slot++);
    if (!child.is_heap()) return;
    uint32_t known = node_of(child);
    if (known == kNowhere) {
      if (resolver_.resolve(child).is_unbound()) enter(child);
      return;
    }
    if (known == path_.back()) node.in_cycle = true;
    if (nodes_[known].on_stack) node.low = std::min(node.low, known);
  }

  void leave() {
    uint32_t number = path_.back();
    path_.pop_back();
    finished_.push_back(nodes_[number].address);
    uint32_t low = nodes_[number].low;
    if (!path_.empty()) nodes_[path_.back()].low = std::min(nodes_[path_.back()].low, low);
    if (low != number) return;
    bool several = stack_.back() != number;
    while (true) {
      Node& member = nodes_[stack_.back()];
      bool last = stack_.back() == number;
      stack_.pop_back();
      member.on_stack = false;
      member.in_cycle |= several;
      if (last) return;
    }
  }

  const WeakResolver& resolver_;
  std::unordered_map<uword, uint32_t> index_;
  std::vector<Node> nodes_;
  std::vector<uint32_t> path_, stack_;
  std::vector<uword> finished_;
};

}  // namespace

void order_finalizers(const WeakResolver& resolver, std::vector<RawObject>* doomed) {
  if (doomed->size() < 2) return;
  DeadGraph graph(resolver);
  for (size_t i = doomed->size(); i-- > 0;) {
    if (!graph.search((*doomed)[i])) return;
  }
  graph.spread_cycles();
  // Who was finished last comes first; those in cycles come at the end.
  const std::vector<uword>& finished = graph.finished();
  std::unordered_map<uword, size_t> place;
  for (RawObject object : *doomed) place.emplace(object.address(), 0);
  for (size_t i = 0; i < finished.size(); i++) {
    auto found = place.find(finished[i]);
    if (found != place.end()) found->second = finished.size() - i;
  }
  std::vector<std::pair<size_t, RawObject>> order;
  for (RawObject object : *doomed) {
    size_t rank = graph.in_cycle(object) ? finished.size() + 1 : place[object.address()];
    order.emplace_back(rank, object);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (size_t i = 0; i < order.size(); i++) (*doomed)[i] = order[i].second;
}

}  // namespace pyro::gc
