using Nabla.Io;
using Nabla.Tests;
using Nabla.Tests.Proof;

namespace Nabla.Zoo.Tests;

/// <summary>LeNet-5 against libtorch's recorded logits, loss and gradients of all parameters (a golden trace).</summary>
public class LeNet5TraceTests
{
    private static readonly Dictionary<string, Tensor> Trace = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", "lenet5.safetensors"));

    [Fact]
    public void Reference_agrees_in_float64()
    {
        foreach (var (name, found) in Run(DType.F64))
            Close.Check(name, found, Expected(name), 1e-8);
    }

    [Fact]
    public void Cpu_agrees_in_float32()
    {
        foreach (var (name, found) in Run(DType.F32))
        {
            double[] expected = Expected(name);
            double difference = Norm([.. found.Zip(expected, (a, b) => a - b)]) / Norm(expected);
            Assert.True(difference <= 1e-3, $"{name}: ‖Δ‖/‖g‖ is {difference:G3}, at most 1e-3 is allowed");
        }
    }

    /// <summary>Logits, loss and gradients by their names in the trace.</summary>
    private static Dictionary<string, double[]> Run(DType type)
    {
        var model = new LeNet5();
        model.Init(0);
        var own = model.Parameters().ToList();
        Assert.Equal(10, own.Count);
        using var tape = Tape.Start();
        foreach (var (path, parameter) in own)
            parameter.Assign(Trace[path].To(type));
        var logits = model.Forward(Trace["images"].To(type));
        var loss = Loss.CrossEntropy(logits, Trace["labels"]);
        var found = new Dictionary<string, double[]> { ["logits"] = Doubles(logits), ["loss"] = Doubles(loss) };
        var gradients = tape.Backward(loss);
        foreach (var (path, parameter) in own)
            found[$"gradient.{path}"] = Doubles(gradients[parameter.Value]);
        return found;
    }

    private static double[] Expected(string name) => Doubles(Trace[name]);

    private static double[] Doubles(Tensor t) => t.To(DType.F64).ToArray<double>();

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));
}
