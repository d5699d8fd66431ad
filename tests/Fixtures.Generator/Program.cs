using Nabla.Fixtures;
using Nabla.Io;
using Nabla.Tests;
using TorchSharp;

// Records libtorch's answers to the rows of OpTable, one file a topic, in tests/Fixtures.
torch.set_num_threads(1);                                  // one order of summation
string folder = args is [var given] ? given : Repository.PathOf("tests", "Fixtures");
var unanswered = new List<string>();
foreach (var (topic, rows) in OpTable.Topics)
{
    var record = new Record();
    foreach (var row in rows)
        if (Answers.Rows.TryGetValue(row.Name, out var f))
            record.Add(row, f);
        else if (row.NoFixture is null)
            unanswered.Add($"{row.Name} ({topic})");
    record.Save(Path.Combine(folder, $"{topic}.safetensors"));
}

SafeTensors.Save(Path.Combine(folder, "optimizer.safetensors"), Optimizers.Record(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "schedule.safetensors"), ScheduleValues.Record(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "resize.safetensors"), ResizeValues.Record(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "lenet5.safetensors"), LeNet5Trace.Record(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "batchnorm.safetensors"), BatchNormTrace.Record(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "resnet18.safetensors"), ResNetTraces.Basic(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "resnet50.safetensors"), ResNetTraces.Bottleneck(), Record.Source);
foreach (var shortcut in Enum.GetValues<Nabla.Zoo.Shortcut>())
    SafeTensors.Save(Path.Combine(folder, $"resnet20-{shortcut.ToString().ToLowerInvariant()}.safetensors"), ResNetTraces.Cifar(shortcut), Record.Source);
SafeTensors.Save(Path.Combine(folder, "vgg11.safetensors"), StackTraces.Vgg(11, batchNorm: false, width: 1, [4, 3, 32, 32]), Record.Source);
SafeTensors.Save(Path.Combine(folder, "vgg13-bn.safetensors"), StackTraces.Vgg(13, batchNorm: true, width: 1, [4, 3, 64, 64]), Record.Source);
SafeTensors.Save(Path.Combine(folder, "alexnet.safetensors"), StackTraces.AlexNet(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "googlenet.safetensors"), InceptionTraces.GoogLeNet(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "inception-v3.safetensors"), InceptionTraces.InceptionV3(), Record.Source);
SafeTensors.Save(Path.Combine(folder, "efficientnet.safetensors"), EfficientNetTrace.Record(), Record.Source);
foreach (string row in unanswered)
    Console.Error.WriteLine($"no answer to {row}: add a line to tests/Fixtures.Generator/Answers, or say in the row why there is none (NoFixture)");
foreach (string name in Answers.Rows.Keys.Except(OpTable.Rows.Keys))
    Console.Error.WriteLine($"answer to {name}, which is no row of OpTable: remove it, or give it the row's name");
return unanswered.Count == 0 ? 0 : 1;
