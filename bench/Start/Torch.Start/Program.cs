using System.Globalization;
using static TorchSharp.torch;

// A linear layer on 16 rows, as bench/Start/Nabla.Start computes it.
using var mode = inference_mode();
var x = tensor(Enumerable.Range(0, 16 * 64).Select(i => i % 7 - 3f).ToArray(), [16, 64]);
var w = tensor(Enumerable.Range(0, 32 * 64).Select(i => i % 5 - 2f).ToArray(), [32, 64]);
Console.WriteLine(nn.functional.linear(x, w).relu().sum().item<float>().ToString(CultureInfo.InvariantCulture));
