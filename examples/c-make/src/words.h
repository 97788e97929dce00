#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

struct word {
    char *text;
    size_t count;
};

struct words {
    struct word *items;
    size_t length;
    size_t capacity;
};

/* Adds every word of the text, in lower case. Returns 0, or -1 when memory is short. */
int words_add_text(struct words *words, const char *text);

/* Most frequent first, then by alphabet. */
void words_sort(struct words *words);

void words_free(struct words *words);

#endif
