extension DemoWords {
  static let english = DemoWords(
    teams: ["North team", "South team", "Central team"],
    channels: [
      ("Website", "Own"), ("Organic search", "Search"), ("Paid search", "Advertising"),
      ("Social ads", "Advertising"), ("Maps and directories", "Advertising"),
      ("Referrals", "Own"), ("Partners", "Partners"), ("Exhibitions", "Events"),
      ("Cold base", "Outbound"), ("Current clients", "Own"),
    ],
    products: [
      ("Video surveillance kit", "Video"), ("Burglar alarm", "Alarms"), ("Fire alarm", "Alarms"),
      ("Intercom", "Access"), ("Smart home", "Access"), ("Service contract", "Services"),
      ("Sensors and supplies", "Supplies"),
    ],
    pipelines: ["Main", "Repeat sales"],
    stages: [
      [
        ("Decision-maker reached", "Spoke with the person who decides"),
        ("Need established", "Task, date and budget are written down"),
        ("Presentation held", "The client saw the solution and is interested"),
        ("Proposal sent", "The client has a proposal with a sum"),
        ("Terms agreed", "Sum, dates and way of payment are accepted"),
        ("Contract signed", "Signed by both sides"), ("Paid", "The money has come"),
        ("Refused", "The client refused and the reason is written down"),
      ],
      [
        ("Need confirmed", "The client said what is needed and when"),
        ("Invoice sent", "The client has the invoice"), ("Paid", "The money has come"),
        ("Postponed", "The client put it off and the reason is written down"),
      ],
    ],
    disqualifications: [
      "Could not be reached", "No need", "No budget", "Not our kind of request",
      "Another region", "Duplicate", "Spam",
    ],
    losses: [
      "Too expensive", "Chose a competitor", "Put off the decision", "Takes too long",
      "No budget", "Stopped answering", "Did it themselves",
    ],
    tasks: [
      ("Call the client again", "We have talked"),
      ("Ask about the task and the budget", "The need is written down"),
      ("Arrange a presentation", "The time of the presentation is agreed"),
      ("Prepare and send the proposal", "The client has the proposal"),
      ("Find out about the proposal", "The decision or the questions are known"),
      ("Send the contract", "The client has the contract to sign"),
      ("Remind of the payment", "The day of payment is named"),
    ],
    results: [
      "Agreed on the next step", "The client is still interested", "Asked to call later",
      "Sent the papers, awaiting an answer", "Agreed on a date", "Settled", "No answer",
    ],
    regions: [
      "London", "South East", "North West", "East of England", "West Midlands", "South West",
      "Yorkshire", "East Midlands", "Scotland", "Wales",
    ],
    industries: [
      "Retail", "Construction", "Manufacturing", "Logistics", "Catering", "Services", "Health",
      "Education",
    ],
    maritalStatuses: ["Married", "Single", "Divorced", "Widowed"],
    occupations: [
      "Entrepreneur", "Head of a company", "Engineer", "Doctor", "Teacher", "Accountant", "Worker",
      "Clerk", "Retired", "Student",
    ],
    phonePrefix: "+1555",
    men: [
      "James", "John", "Robert", "Michael", "William", "David", "Richard", "Joseph", "Thomas",
      "Charles", "Daniel", "Matthew", "Anthony", "Mark", "Paul", "Steven", "Andrew", "Kenneth",
      "Peter", "Simon",
    ],
    women: [
      "Mary", "Patricia", "Jennifer", "Linda", "Elizabeth", "Barbara", "Susan", "Jessica", "Sarah",
      "Karen", "Lisa", "Nancy", "Sandra", "Ashley", "Emily", "Donna", "Michelle", "Carol", "Helen",
      "Laura",
    ],
    families: [
      "Smith", "Jones", "Taylor", "Brown", "Wilson", "Johnson", "Davies", "Robinson", "Wright",
      "Thompson", "Evans", "Walker", "White", "Roberts", "Green", "Hall", "Wood", "Jackson",
      "Clarke", "Harris", "Lewis", "Martin", "Cooper", "King", "Turner", "Hill", "Ward", "Moore",
      "Clark", "Baker", "Harrison", "Morgan", "Allen", "James", "Scott", "Phillips", "Watson",
      "Davis", "Parker", "Price", "Bennett", "Young", "Griffiths", "Mitchell", "Kelly", "Cook",
      "Carter", "Richardson", "Bailey", "Collins", "Bell", "Shaw", "Murphy", "Miller", "Cox",
      "Khan", "Marshall", "Simpson", "Ellis", "Adams",
    ],
    womensEnding: "", isFamilyFirst: false,
    companyBegins: [
      "Alpha", "Vector", "Granite", "Delta", "Dawn", "Impulse", "Cascade", "Leader", "Beacon",
      "Nord", "Olympus", "Prime", "Rhythm", "Sphere", "Tempo", "Summit", "Torch", "Central",
      "Standard", "Jupiter", "Riverside", "Highland", "Harbour", "Lakeside", "Union", "Pioneer",
      "Forum", "Orion", "Quantum", "Keystone",
    ],
    companyEnds: [
      "", " Build", " Trading", " Service", " Logistics", " Plus", " Invest", " Works", " Medical",
      " Group", " Supply", " Trade", " Design", " Tech", " Motors", " Homes", " Farms",
      " Furniture", " Pharma", " South",
    ],
    companyForms: [("", " Ltd"), ("", " Ltd"), ("", " LLP"), ("", " plc")])
}
