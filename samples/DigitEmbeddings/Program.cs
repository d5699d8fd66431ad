// Learns to place handwritten digits on a sphere so that digits of one kind lie together, with three losses in turn, and
// tells how often the nearest training digit of a test digit is of its kind.
//
//     dotnet run -c Release --project samples/DigitEmbeddings [steps] [seed]
using DigitEmbeddings;

return Sample.Run(args, Console.Out, Console.Error);
