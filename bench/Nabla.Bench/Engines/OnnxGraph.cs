using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Nabla.Bench.Engines;

/// <summary>Writes an ONNX model: the few messages of onnx.proto that inference needs, by their field numbers.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private readonly List<byte[]> nodes = [], weights = [], inputs = [], outputs = [];

    internal void Input(string name, int[] shape) => inputs.Add(ValueInfo(name, shape));

    internal void Output(string name, int[] shape) => outputs.Add(ValueInfo(name, shape));

    internal void Weight(string name, int[] shape, float[] values) => weights.Add(Message(m =>
    {
        foreach (int size in shape)
            m.Int(1, size);
        m.Int(2, Float);
        m.Text(8, name);
        m.Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }));

    internal void Node(OnnxNode node, IEnumerable<string> from, string to) => nodes.Add(Message(m =>
    {
        foreach (string name in from)
            m.Text(1, name);
        m.Text(2, to);
        m.Text(4, node.Op);
        foreach (var (name, value) in node.Attributes ?? [])
            m.Bytes(5, Attribute(name, value));
        m.Text(7, node.Domain);
    }));

    /// <summary>The model's bytes: IR version 8, operator set 20.</summary>
    internal byte[] ToModel()
    {
        var graph = Message(m =>
        {
            m.All(1, nodes);
            m.Text(2, "bench");
            m.All(5, weights);
            m.All(11, inputs);
            m.All(12, outputs);
        });
        return Message(m =>
        {
            m.Int(1, 8);
            m.Bytes(7, graph);
            foreach (var (domain, version) in new[] { ("", 20), ("com.microsoft", 1) })
                m.Bytes(8, Message(s =>
                {
                    s.Text(1, domain);
                    s.Int(2, version);
                }));
        });
    }

    // TypeProto { tensor_type { elem_type, shape { dim { dim_value } } } }
    private static byte[] ValueInfo(string name, int[] shape) => Message(m =>
    {
        m.Text(1, name);
        m.Bytes(2, Message(type => type.Bytes(1, Message(tensor =>
        {
            tensor.Int(1, Float);
            tensor.Bytes(2, Message(s => s.All(1, shape.Select(size => Message(d => d.Int(1, size))))));
        }))));
    });

    private static byte[] Attribute(string name, object value) => Message(m =>
    {
        m.Text(1, name);
        switch (value)
        {
            case float f:
                m.Single(2, f);
                m.Int(20, 1);
                break;
            case int i:
                m.Int(3, i);
                m.Int(20, 2);
                break;
            case int[] list:
                foreach (int i in list)
                    m.Int(8, i);
                m.Int(20, 7);
                break;
            default:
                throw new ArgumentException($"{name}: no attribute can hold {value.GetType()}.");
        }
    });

    private static byte[] Message(Action<Fields> write)
    {
        using var bytes = new MemoryStream();
        using (var fields = new Fields(bytes))
            write(fields);
        return bytes.ToArray();
    }

    /// <summary>The wire format, which Google.Protobuf knows.</summary>
    private sealed class Fields(Stream into) : IDisposable
    {
        private readonly CodedOutputStream output = new(into, leaveOpen: true);

        internal void Int(int field, long value)
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteInt64(value);
        }

        internal void Single(int field, float value)
        {
            output.WriteTag(field, WireFormat.WireType.Fixed32);
            output.WriteFloat(value);
        }

        internal void Bytes(int field, byte[] value)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
        }

        internal void Text(int field, string value)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(value);
        }

        internal void All(int field, IEnumerable<byte[]> messages)
        {
            foreach (byte[] message in messages)
                Bytes(field, message);
        }

        public void Dispose() => output.Dispose();
    }
}
