namespace Nabla.Bench.Engines;

/// <summary>One operation of an ONNX graph.</summary>
/// <param name="Op">Its name in ONNX's default domain, or <c>com.microsoft</c>'s when <paramref name="Domain"/> says so.</param>
/// <param name="Attributes">Whole numbers or lists of them, floats, by name.</param>
/// <param name="Domain">Empty: ONNX's own.</param>
internal sealed record OnnxNode(string Op, (string Name, object Value)[]? Attributes = null, string Domain = "");
