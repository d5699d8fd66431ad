using System.Globalization;

namespace Nabla.Tests.Core;

public class TensorTextTests
{
    [Fact]
    public void Scalars_and_empty_tensors_stand_on_one_line()
    {
        Print(Tensor.Full([], Math.PI), "Tensor F32 (): 3.1416");
        Print(Tensor.Full([], -3, DType.I64), "Tensor I64 (): -3");
        Print(Tensor.Zeros([0, 3]), "Tensor F32 (0, 3): []");
    }

    [Fact]
    public void Columns_are_aligned_over_all_rows()
    {
        Print(Tensor.Of(new[,] { { 1.5f, -22.25f }, { 0, float.NaN } }), """
            Tensor F32 (2, 2)
            [[  1.5000, -22.2500],
             [  0.0000,      nan]]
            """);
        Print(Tensor.Of<int>([1, -20, 3, 4, 5, 600, 7, 8], [2, 2, 2]), """
            Tensor I32 (2, 2, 2)
            [[[  1, -20],
              [  3,   4]],

             [[  5, 600],
              [  7,   8]]]
            """);
        Print(Tensor.Of(true, false), "Tensor Bool (2)\n[ true, false]");
        Print(Tensor.Of(long.MaxValue, 0), "Tensor I64 (2)\n[9223372036854775807,                   0]");
    }

    [Fact]
    public void Whole_numbers_lose_their_decimals_and_extremes_get_exponents()
    {
        Print(Tensor.Of(1f, -2000f, 0f), "Tensor F32 (3)\n[    1., -2000.,     0.]");
        Print(Tensor.Of(1, double.PositiveInfinity, double.NegativeInfinity), "Tensor F64 (3)\n[  1.,  inf, -inf]");
        Print(Tensor.Of(1.0, 1.23456e-7), "Tensor F64 (2)\n[1.0000e+00, 1.2346e-07]");
        Print(Tensor.Of(-1.5e10f), "Tensor F32 (1)\n[-1.5000e+10]");
        Print(Tensor.Of(0f, -0f), "Tensor F32 (2)\n[ 0., -0.]");
    }

    [Fact]
    public void Large_tensors_show_their_corners()
    {
        Print(Tensor.Arange(2000).Reshape(2, 1000), """
            Tensor I64 (2, 1000)
            [[   0,    1,    2, …,  997,  998,  999],
             [1000, 1001, 1002, …, 1997, 1998, 1999]]
            """);
        Print(Tensor.Of(3, 15, 27).Unsqueeze(-1).Expand([202, 3, 2]), """
            Tensor I32 (202, 3, 2)
            [[[ 3,  3],
              [15, 15],
              [27, 27]],

             [[ 3,  3],
              [15, 15],
              [27, 27]],

             [[ 3,  3],
              [15, 15],
              [27, 27]],

             …,

             [[ 3,  3],
              [15, 15],
              [27, 27]],

             [[ 3,  3],
              [15, 15],
              [27, 27]],

             [[ 3,  3],
              [15, 15],
              [27, 27]]]
            """);
    }

    [Fact]
    public void Long_rows_are_wrapped()
    {
        string text = Tensor.Arange(100).ToString();
        Assert.All(text.Split('\n'), l => Assert.InRange(l.Length, 0, 100));
        Assert.Equal(5 + 1, text.Split('\n').Length);
        Assert.Contains("23,\n 24", text);
    }

    [Fact]
    public void A_lost_tensor_says_so_and_does_not_throw()
    {
        Tensor lost;
        using (new Scope())
            lost = Tensor.Zeros([2]);
        Assert.Equal("Tensor F32 (2): released when its scope ended", lost.ToString());
    }

    private static void Print(Tensor t, string expected)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(expected, t.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
