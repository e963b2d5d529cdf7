"""Writes the header that build_test includes: the smallest example of a generator."""

print("#pragma once")
print()
print("namespace pyro {")
print('inline constexpr const char* kGreeting = "generated";')
print("}  // namespace pyro")
