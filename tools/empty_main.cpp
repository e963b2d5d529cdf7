// The program of every floor_link_test: what matters is that it links.
int main() { return 0; }
