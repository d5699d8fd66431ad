using System.Text.Json;

namespace Nabla.Cli.Tests;

public class JsonLineTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_null_wherever_it_stands(double value)
    {
        string line = JsonLine.Of("e", json =>
        {
            json.WriteFinite("a", value);
            json.WriteFinite("b", 1.5);
            json.WriteNumbers("c", 1.0, value, 2);
        });
        Assert.Equal("""{"event":"e","a":null,"b":1.5,"c":[1,null,2]}""", line);
        var read = JsonDocument.Parse(line).RootElement;
        Assert.Equal((double.NaN, 1.5), (read.GetProperty("a").Finite(), read.GetProperty("b").Finite()));
    }
}
