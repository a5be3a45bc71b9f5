module awsproof/aws-sdk-go-v1

go 1.24

require (
	awsproof/go-testee v0.0.0
	github.com/aws/aws-sdk-go v1.55.8
)

require github.com/jmespath/go-jmespath v0.4.0 // indirect

replace awsproof/go-testee => ../go-testee
