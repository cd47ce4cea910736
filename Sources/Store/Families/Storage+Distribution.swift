import Domain

extension Storage {
  /// Spreads a server's large tables over the servers that Citus knows, as one transaction; whoever is
  /// connected as the same role connects anew afterwards.
  ///
  /// - Parameter progress: told how many steps of how many are done.
  /// - Returns: over how many servers they are spread.
  /// - Throws: `PlainFault` `distribute.twice`, `distribute.citus_missing`, `distribute.citus_old`,
  ///   `distribute.citus_no_servers`, or a fault of the database; nothing is changed then.
  public func distribute(progress: @escaping (_ done: Int, _ whole: Int) -> Void) throws -> Int {
    let servers = try home.write { session in
      let spreading = Spreading(session: session, progress: progress)
      try spreading.refuseWhenNeeded(home.place)
      try spreading.gatherFamilies()
      return try spreading.spread()
    }
    try reconnect()
    return servers
  }

  /// Makes the database what a distributed one is, but on one server, which needs no Citus.
  package func gatherFamilies() throws {
    try home.write { session in
      try Spreading(session: session) { _, _ in }.gatherFamilies()
    }
    try reconnect()
  }

  /// Lets everybody connect anew.
  ///
  /// Why: a connection learns at its opening how its database spells what it does. Its end is waited for,
  /// ten seconds at most, for it may begin a work before it hears of it.
  private func reconnect() throws {
    try home.look { session in
      _ = try session.run(
        """
        SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user
          AND pid <> pg_backend_pid() AND backend_type = 'client backend'
          AND application_name NOT LIKE 'citus%'
        """)
    }
    home.forgetConnections()
  }
}
