#include "words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int add(struct words *words, const char *start, size_t length) {
    char *text = malloc(length + 1);
    if (text == NULL) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        text[i] = (char) tolower((unsigned char) start[i]);
    }
    text[length] = '\0';

    for (size_t i = 0; i < words->length; i++) {
        if (strcmp(words->items[i].text, text) == 0) {
            words->items[i].count++;
            free(text);
            return 0;
        }
    }
    if (words->length == words->capacity) {
        size_t capacity = words->capacity == 0 ? 16 : words->capacity * 2;
        struct word *items = realloc(words->items, capacity * sizeof *items);
        if (items == NULL) {
            free(text);
            return -1;
        }
        words->items = items;
        words->capacity = capacity;
    }
    words->items[words->length++] = (struct word) {.text = text, .count = 1};
    return 0;
}

int words_add_text(struct words *words, const char *text) {
    while (*text != '\0') {
        while (*text != '\0' && !isalnum((unsigned char) *text)) {
            text++;
        }
        const char *start = text;
        while (isalnum((unsigned char) *text)) {
            text++;
        }
        if (text > start && add(words, start, (size_t) (text - start)) != 0) {
            return -1;
        }
    }
    return 0;
}

static int compare(const void *left, const void *right) {
    const struct word *a = left;
    const struct word *b = right;
    if (a->count != b->count) {
        return a->count < b->count ? 1 : -1;
    }
    return strcmp(a->text, b->text);
}

void words_sort(struct words *words) {
    if (words->length > 1) {
        qsort(words->items, words->length, sizeof *words->items, compare);
    }
}

void words_free(struct words *words) {
    for (size_t i = 0; i < words->length; i++) {
        free(words->items[i].text);
    }
    free(words->items);
    *words = (struct words) {0};
}
