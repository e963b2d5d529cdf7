#include "capi_emulation/handles.h"

// Calls that other threads ask the main thread for (Py_AddPendingCall). They travel with signals:
// the main thread notices both at its next safepoint.

namespace pyro::capi {

namespace {

constexpr size_t kMostPendingCalls = 32;

}  // namespace

bool Extensions::add_pending_call(int (*function)(void*), void* argument) {
  std::lock_guard<std::mutex> guard(pending_lock_);
  if (pending_.size() == kMostPendingCalls) return false;
  pending_.emplace_back(function, argument);
  auto deliver = [](Thread* thread) {
    Extensions* extensions = Extensions::of(thread);
    auto previous = extensions->previous_deliver_;
    return (previous == nullptr || previous(thread)) && extensions->run_pending_calls();
  };
  if (runtime_->hooks.deliver_signals != +deliver) {
    previous_deliver_ = runtime_->hooks.deliver_signals;
    runtime_->hooks.deliver_signals = deliver;
  }
  runtime_->main_thread()->interrupts |= kInterruptSignals;
  return true;
}

bool Extensions::run_pending_calls() {
  std::vector<std::pair<int (*)(void*), void*>> calls;
  {
    std::lock_guard<std::mutex> guard(pending_lock_);
    calls.swap(pending_);
  }
  Thread* previous = attached_thread;
  attached_thread = runtime_->main_thread();
  size_t done = 0;
  bool ok = true;
  while (ok && done < calls.size()) {
    ok = calls[done].first(calls[done].second) == 0;
    done++;
  }
  attached_thread = previous;
  if (done < calls.size()) {
    std::lock_guard<std::mutex> guard(pending_lock_);
    pending_.insert(pending_.begin(), calls.begin() + static_cast<long>(done), calls.end());
    runtime_->main_thread()->interrupts |= kInterruptSignals;
  }
  return ok;
}

}  // namespace pyro::capi
