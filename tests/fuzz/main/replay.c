/*
 * Runs a fuzz target over each file given, without libFuzzer, so that every
 * test run does.
 */
#include <err.h>
#include <stdio.h>

#include "base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
main(int argc, char **argv)
{
	struct buffer input;
	int i;

	for (i = 1; i < argc; i++) {
		buffer_init(&input, BUFFER_LARGEST);
		if (buffer_read_file(&input, argv[i]) == -1)
			err(1, "%s", argv[i]);
		LLVMFuzzerTestOneInput(
		    (const uint8_t *)buffer_slice(&input).ptr, input.len);
		buffer_finish(&input);
	}
	printf("%d inputs\n", argc - 1);
	return 0;
}
