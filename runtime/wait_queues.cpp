#include "runtime/wait_queues.h"

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "runtime/runtime.h"
#include "runtime/runtime_lock.h"

namespace pyro {

int64_t monotonic_nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

void WaitQueues::wait(Thread* thread, word key, int64_t deadline) {
  // A wake-up for an earlier wait may have come late.
  while (sem_trywait(&thread->wake_up) == 0) {
  }
  // A signal between the caller's look and here must not be slept over; its handler posts after
  // setting the bit.
  if ((thread->interrupts & kInterruptSignals) != 0) return;
  queues_[key].push_back(thread);
  {
    BlockingRegion region(thread);
    if (deadline == kNoDeadline) {
      sem_wait(&thread->wake_up);
    } else {
      timespec until = {deadline / 1000000000, deadline % 1000000000};
      sem_clockwait(&thread->wake_up, CLOCK_MONOTONIC, &until);
    }
  }
  auto found = queues_.find(key);
  if (found == queues_.end()) return;
  auto place = std::find(found->second.begin(), found->second.end(), thread);
  if (place != found->second.end()) found->second.erase(place);
  if (found->second.empty()) queues_.erase(found);
}

void WaitQueues::wake_one(word key) {
  auto found = queues_.find(key);
  if (key == 0 || found == queues_.end() || found->second.empty()) return;
  sem_post(&found->second.front()->wake_up);
  found->second.pop_front();
}

void WaitQueues::wake_all(word key) {
  auto found = queues_.find(key);
  if (key == 0 || found == queues_.end()) return;
  for (Thread* thread : found->second) sem_post(&thread->wake_up);
  queues_.erase(found);
}

}  // namespace pyro
