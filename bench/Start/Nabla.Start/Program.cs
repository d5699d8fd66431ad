using System.Globalization;
using Nabla;

// A linear layer on 16 rows, as bench/Start/Torch.Start computes it.
var x = Tensor.Of<float>([.. Enumerable.Range(0, 16 * 64).Select(i => i % 7 - 3f)], [16, 64]);
var w = Tensor.Of<float>([.. Enumerable.Range(0, 32 * 64).Select(i => i % 5 - 2f)], [32, 64]);
Console.WriteLine(x.Linear(w).Relu().Sum().Item().ToString(CultureInfo.InvariantCulture));
