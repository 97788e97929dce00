package dev.millrace.controller.run;
