// Learns to place handwritten digits on a sphere so that digits of one kind lie together, with three losses in turn, and
// tells how often the nearest training digit of a test digit is of its kind.
//
//     dotnet run -c Release --project samples/DigitEmbeddings [steps] [seed]
using DigitEmbeddings;

int steps = args.Length > 0 ? int.Parse(args[0]) : 1500;
ulong seed = args.Length > 1 ? ulong.Parse(args[1]) : 0;
foreach (string loss in Embedding.Losses.Keys)
    Console.WriteLine($"{loss,-8} nearest neighbour right for {100 * Embedding.Learn(loss, steps, seed):F1} % of the test digits");
