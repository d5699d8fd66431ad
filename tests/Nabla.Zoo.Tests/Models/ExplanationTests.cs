using Nabla.Nn;
using Nabla.Tests;
using Nabla.Tests.Proof;

namespace Nabla.Zoo.Tests;

/// <summary>Grad-CAM, saliency and features against what they must be.</summary>
public class ExplanationTests
{
    // Selvaraju et al. 2017, section 3.1: behind global pooling and a linear layer it is the class activation map of Zhou et al. 2016.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Behind_global_pooling_Grad_CAM_is_the_class_activation_map(int label)
    {
        var model = Init(new CifarResNet(8, classes: 3));
        var image = Tensor.Uniform([1, 3, 24, 16], random: new Philox(5, 0));
        using var scope = new Scope();
        var seen = new Outputs("layer3");
        using (model.Observe(seen))
            model.Forward(image);
        var a = seen.Found!;                                                // (1, 64, 6, 4)
        var w = model.State()["linear.weight"][label];                      // (64)
        float[] expected = ((a * w.Reshape([1, 64, 1, 1])).Sum(1).Relu() / (6 * 4)).ToArray<float>();
        Assert.Equal("layer3", GradCam.LastMap(model, image));
        var map = GradCam.Map(model, image, label);
        Assert.Equal([6, 4], map.Shape);
        Assert.True(expected.Max() > 0);
        Same(expected, map.ToArray<float>());
    }

    // One channel is the picture itself: the map of its class is that channel, where it is positive.
    [Fact]
    public void A_network_that_looks_at_red_shows_where_red_is()
    {
        var model = Init(new Sequential(new Conv2d(3, 2, kernel: 1, bias: false), new ReLU(), new AvgPool2d(4), new Flatten(), new Linear(2, 2, bias: false)));
        model.Load(new Dictionary<string, Tensor> { ["0.weight"] = Tensor.Of<float>([1, 0, 0, 0, 1, 0], [2, 3, 1, 1]), ["4.weight"] = Tensor.Of<float>([1, 0, 0, 1], [2, 2]) });
        var pixels = new float[3 * 4 * 4];
        pixels[6] = 1;                                                      // red at (1, 2)
        pixels[16 + 9] = 1;                                                 // green at (2, 1)
        var image = Tensor.Of<float>(pixels, [1, 3, 4, 4]);
        Assert.Equal("1", GradCam.LastMap(model, image));
        Assert.Equal([6], Places(GradCam.Map(model, image, 0)));
        Assert.Equal([9], Places(GradCam.Map(model, image, 1)));
        Assert.Equal(1 / 16f, GradCam.Map(model, image, 0).Max().Item(), 1e-6);

        static int[] Places(Tensor map) => [.. map.ToArray<float>().Index().Where(v => v.Item > 0).Select(v => v.Index)];
    }

    [Fact]
    public void The_last_map_has_the_size_of_the_last_convolution()
    {
        Assert.Equal("features.19", GradCam.LastMap(Init(new Vgg(11, classes: 2, width: 2)), Tensor.Zeros([1, 3, 64, 64])));      // the ReLU, before the pooling
        Assert.Equal("layer4", GradCam.LastMap(Init(new ResNet(18, 2, width: 2)), Tensor.Zeros([1, 3, 64, 64])));
        Assert.Equal("inception5b", GradCam.LastMap(ImageClassifier.Of(Init(new GoogLeNet(2, heads: false, width: 8)), ChannelStatistics.ImageNet), Tensor.Zeros([1, 3, 64, 64])));
    }

    [Fact]
    public void The_saliency_of_a_linear_model_is_its_largest_weight()
    {
        var model = Init(new Sequential(new Flatten(), new Linear(2 * 2 * 3, 2)));
        float[] w = model.State()["1.weight"][1].ToArray<float>();
        var map = Saliency.Map(model, Tensor.Uniform([1, 2, 2, 3], random: new Philox(1, 0)), 1);
        Assert.Equal([2, 3], map.Shape);
        Same([.. Enumerable.Range(0, 6).Select(i => Math.Max(Math.Abs(w[i]), Math.Abs(w[6 + i])))], map.ToArray<float>());
    }

    [Fact]
    public void A_frozen_model_is_explained_alike()
    {
        var model = Init(new CifarResNet(8, classes: 3));
        var image = Tensor.Uniform([1, 3, 16, 16], random: new Philox(5, 0));
        float[] cam = GradCam.Map(model, image, 1).ToArray<float>(), saliency = Saliency.Map(model, image, 1).ToArray<float>();
        model.Frozen = true;
        Assert.Equal(cam, GradCam.Map(model, image, 1).ToArray<float>());
        Assert.Equal(saliency, Saliency.Map(model, image, 1).ToArray<float>());
    }

    [Fact]
    public void Features_are_what_enters_the_head()
    {
        var model = Init(new CifarResNet(8, classes: 3));
        var images = Tensor.Uniform([4, 3, 16, 16], random: new Philox(5, 0));
        var features = Features.Of(model, images);
        Assert.Equal([4, 64], features.Shape);
        var state = model.State();
        Same(model.Forward(images).ToArray<float>(), features.Linear(state["linear.weight"], state["linear.bias"]).ToArray<float>());
        Assert.Equal([1, 84], Features.Of(Init(new LeNet5()), Tensor.Zeros([1, 1, 28, 28])).Shape);
        Assert.Equal([2, 16], Features.Of(Init(new ResNet(18, 3, width: 2)), Tensor.Zeros([2, 3, 32, 32])).Shape);
    }

    [Fact]
    public void A_classifier_of_pixels_normalizes_them_and_keeps_paths()
    {
        var inner = Init(new ResNet(18, 3, width: 2));
        var model = ImageClassifier.Of(inner, ChannelStatistics.ImageNet);
        Assert.Equal(inner.State().Keys, model.State().Keys);
        Assert.Equal(["fc"], model.Heads);
        var x = Tensor.Uniform([2, 3, 32, 32], random: new Philox(5, 0));
        Same(inner.Forward((x - Tensor.Of<float>([0.485f, 0.456f, 0.406f], [3, 1, 1])) / Tensor.Of<float>([0.229f, 0.224f, 0.225f], [3, 1, 1])).ToArray<float>(), model.Forward(x).ToArray<float>());
    }

    [Fact]
    public void Statistics_are_those_of_the_pixels()
    {
        var s = ChannelStatistics.Of(new("t", [0, 255, 10, 10, 255, 255, 10, 10], [0, 0], channels: 2, 1, 2, ["a"]));
        Assert.Equal([0.75, 10 / 255.0], s.Mean);
        Assert.Equal(Math.Sqrt(0.1875), s.Deviation[0], 1e-12);
        Assert.Equal(1 / 255.0, s.Deviation[1]);                            // of a channel of one value
    }

    [Fact]
    public void What_cannot_be_explained_is_told()
    {
        var model = Init(new CifarResNet(8, classes: 3));
        var image = Tensor.Zeros([1, 3, 16, 16]);
        Tells("grad_cam: there is no class 3. Use 0 to 2.", () => GradCam.Map(model, image, 3));
        Tells("grad_cam: images (2, 3, 16, 16): one, (1, C, H, W), was expected. Explain them one after the other.", () => GradCam.Map(model, Tensor.Zeros([2, 3, 16, 16]), 0));
        Tells("grad_cam: CifarResNet has no layer 'layer9' that computes. Near: layer1, layer2, layer3.", () => GradCam.Map(model, image, 0, "layer9"));
        Tells("grad_cam: linear gives (1, 3), a map (1, K, H, W) was expected. Choose a convolution, or a block of such.", () => GradCam.Map(model, image, 0, "linear"));
        Tells("grad_cam: Sequential has no two-dimensional convolution, so there is no map to show. Use Saliency.", () => GradCam.Map(Init(new Sequential(new Flatten(), new Linear(768, 2))), image, 0));
        Tells("saliency: the model gives (1, 16, 16, 16), logits (1, classes) were expected. Use a classifier.", () => Saliency.Map(Init(new Sequential(new Conv2d(3, 16, kernel: 3, padding: 1))), image, 0));
        Tells("fine_tuning: Sequential does not say what its head is. Give a model of Nabla.Zoo, or implement IClassifier.", () => Features.Of(Init(new Sequential(new Flatten())), image));
        Tells("normalize: images (1, 1, 4, 4): (N, 3, H, W) was expected, of as many channels as there are means.", () => ChannelStatistics.ImageNet.Normalize(Tensor.Zeros([1, 1, 4, 4])));

        static void Tells(string text, Action act) => Assert.Equal(text, Assert.ThrowsAny<NablaException>(act).Message);
    }

    // A patch over the place that Grad-CAM shows costs the answer more than one over the place that it shows least.
    [Fact]
    public void On_photographs_the_map_shows_what_matters()
    {
        string weights = Path.GetFullPath(Repository.PathOf("..", "shared", "weights/resnet20-cifar10/resnet20.safetensors")), data = Path.GetFullPath(Repository.PathOf("..", "shared", "data/cifar10-5k"));
        Assert.SkipUnless(File.Exists(weights) && Directory.Exists(data), "no files of other programs");
        var model = Init(new CifarResNet(20));
        FineTuning.Take(model, Io.SafeTensors.Load(weights));
        var (_, test) = new Cifar10Small().Open(data);
        double most = 0, least = 0;
        for (int i = 0; i < 40; i++)
        {
            using var scope = new Scope();
            var image = test.Get([i])[0];
            int label = (int)model.Forward(image).ArgMax().ToArray<long>()[0];
            float[] map = GradCam.Map(model, image, label).ToArray<float>();         // (8, 8): 4×4 pixels each
            most += Drop(image, label, Array.IndexOf(map, map.Max()));
            least += Drop(image, label, Array.IndexOf(map, map.Min()));
        }

        Assert.True(most > 2 * Math.Max(0, least), $"the logit falls by {most / 40:F2} where the map is highest, by {least / 40:F2} where it is lowest");

        double Drop(Tensor image, int label, int place)
        {
            float[] covered = image.ToArray<float>();
            for (int c = 0; c < 3; c++)
                for (int y = -2; y < 6; y++)
                    for (int x = -2; x < 6; x++)
                        if (4 * (place / 8) + y is >= 0 and < 32 and var row && 4 * (place % 8) + x is >= 0 and < 32 and var column)
                            covered[(c * 32 + row) * 32 + column] = 0.5f;
            return model.Forward(image)[0, label].Item() - model.Forward(Tensor.Of<float>(covered, image.Shape))[0, label].Item();
        }
    }

    private static TModel Init<TModel>(TModel model) where TModel : Module
    {
        model.Init(3);
        return model;
    }

    private static void Same(float[] expected, float[] found) =>
        Close.Check("values", Array.ConvertAll(found, v => (double)v), Array.ConvertAll(expected, v => (double)v), 1e-5);

    private sealed class Outputs(string path) : IObserver
    {
        internal Tensor? Found { get; private set; }

        public void Activation(string at, Module module, Tensor output) => Found = at == path ? output : Found;
    }
}
