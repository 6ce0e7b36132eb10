// What does a panel of the UI kit need to know?

export interface KitPanelProps {
  readonly panel: 'list' | 'clusters' | 'area';
  readonly wide: boolean;
  readonly cluster: number | null;
  readonly onCluster: (id: number | null) => void;
}
