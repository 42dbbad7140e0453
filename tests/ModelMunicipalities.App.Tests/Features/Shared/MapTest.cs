using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Shared;

/// <summary>What tests of the map share: a town, and how far it is.</summary>
public abstract class MapTest
{
    private protected static Municipality Town(string name) =>
        Catalogue.Municipalities.Single(m => m.Name == (name == "Enskede-Årsta-Vantör" ? "Stockholm" : name));

    private protected static double Length((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
