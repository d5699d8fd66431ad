using Nabla.Fixtures;
using Nabla.Io;
using Nabla.Tests;
using TorchSharp;

// Records libtorch's answers to the rows of OpTable, one file a topic, in tests/Fixtures.
torch.set_num_threads(1);                                  // one order of summation
string folder = Repository.PathOf("tests", "Fixtures");
var unanswered = new List<string>();
var files = new Dictionary<string, Func<Dictionary<string, Nabla.Tensor>>>(Traces.All)
{
    ["optimizer"] = Optimizers.Record,
    ["schedule"] = ScheduleValues.Record,
    ["lenet5"] = LeNet5Trace.Record,
    ["batchnorm"] = BatchNormTrace.Record,
    ["resize"] = ResizeValues.Record,
    ["sizes"] = Sizes.Record,
};
IEnumerable<string> all = OpTable.Topics.Keys.Concat(files.Keys);
foreach (string name in args.Length > 0 ? args : all)      // these files alone
    if (files.TryGetValue(name, out var record))
        SafeTensors.Save(PathOf(name), record(), Record.Source);
    else
        Answer(name, OpTable.Topics[name]);
foreach (string row in unanswered)
    Console.Error.WriteLine($"no answer to {row}: add a line to tests/Fixtures.Generator/Answers, or say in the row why there is none (NoFixture)");
foreach (string name in Answers.Rows.Keys.Except(OpTable.Rows.Keys))
    Console.Error.WriteLine($"answer to {name}, which is no row of OpTable: remove it, or give it the row's name");
return unanswered.Count == 0 ? 0 : 1;

string PathOf(string name) => Path.Combine(folder, $"{name}.safetensors");

void Answer(string topic, IEnumerable<Op> rows)
{
    var record = new Record();
    foreach (var row in rows)
        if (Answers.Rows.TryGetValue(row.Name, out var f))
            record.Add(row, f);
        else if (row.NoFixture is null)
            unanswered.Add($"{row.Name} ({topic})");
    record.Save(PathOf(topic));
}
