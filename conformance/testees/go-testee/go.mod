module awsproof/go-testee

go 1.24
