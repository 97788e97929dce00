#include "words.h"

#include <stdio.h>
#include <stdlib.h>

int main(void) {
    struct words words = {0};
    char line[4096];
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (words_add_text(&words, line) != 0) {
            fputs("wordfreq: out of memory\n", stderr);
            words_free(&words);
            return EXIT_FAILURE;
        }
    }
    words_sort(&words);
    for (size_t i = 0; i < words.length; i++) {
        printf("%zu %s\n", words.items[i].count, words.items[i].text);
    }
    words_free(&words);
    return EXIT_SUCCESS;
}
