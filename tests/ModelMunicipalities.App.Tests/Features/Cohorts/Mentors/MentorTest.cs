namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What tests of mentors share: how one says that it can, or can no longer.</summary>
public abstract class MentorTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected static Task<Reply> AvailabilityAsync(
        Member member,
        TestNetwork network,
        string organisation,
        bool available
    ) => member.Api.PostAsync(network.InCohort($"/mentors/{network[organisation].Slug}/availability"), new { available });
}
