namespace Chasqui.Runtime.Core;

/// <summary>A compiled type with an order of its own.</summary>
public interface IOrdered : IComparable;
