int x = 0;
