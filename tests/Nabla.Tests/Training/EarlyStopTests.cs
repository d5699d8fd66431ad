using Nabla.Training;

namespace Nabla.Tests.Training;

public class EarlyStopTests
{
    // Worse, no better, and better by no more than the difference all count as bad; a better value begins anew.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_stops_after_as_many_bad_epochs_as_it_bears(bool onMetric)
    {
        double[] values = [5, 3, 3.2, 2.9, 2.5, 2.5, 2.45, 2.6];
        var stop = new EarlyStop(patience: 3, minDelta: 0.1, onMetric);
        var judged = values.Select(v => (Now: stop.Judge(onMetric ? new(9, -v) : new(v, null)), stop.Stopped, stop.Waited)).ToArray();
        Assert.Equal([0, 0, 1, 2, 0, 1, 2, 3], judged.Select(j => j.Waited));
        Assert.Equal([false, false, false, false, false, false, false, true], judged.Select(j => j.Stopped));
        Assert.All(judged, j => Assert.Equal(j.Now, j.Stopped));
        Assert.Equal(onMetric ? -2.5 : 2.5, stop.Best);
    }

    [Fact]
    public void Its_state_goes_on_where_it_was()
    {
        EarlyStop stop = new(2), again = new(2);
        stop.Judge(new(1, null));
        stop.Judge(new(1, null));
        again.Load(stop.State());
        Assert.Equal((1, 1, false), (again.Best, again.Waited, again.Stopped));
        Assert.True(again.Judge(new(1, null)));
    }

    [Fact]
    public void A_state_with_a_hole_is_refused()
    {
        var stop = new EarlyStop(2);
        foreach (string name in new[] { "best", "waited" })
            Assert.Equal($"load: {name} is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => stop.Load(new Dictionary<string, Tensor>(stop.State()) { [name] = null! })).Message);
        Assert.Throws<ArgumentNullException>(() => stop.Load(null!));
    }
}
